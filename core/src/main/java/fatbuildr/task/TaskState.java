package fatbuildr.task;

/** Where a task stands; the exported text is the lower-case name. */
public enum TaskState {
    PENDING,
    RUNNING,
    FINISHED
}
