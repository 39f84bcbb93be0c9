package fatbuildr.task;

/** How a task ended; the exported text is the lower-case name. A cancelled task is exported as failed. */
public enum TaskResult {
    UNKNOWN,
    SUCCESS,
    FAILED
}
