package fatbuildr.engine.task;

/** What the tasks of an instance do. */
@FunctionalInterface
interface TaskAction {
    /**
     * Does a task's work.
     *
     * @throws Exception as the reason why the task failed
     */
    void perform(Running task) throws Exception;
}
