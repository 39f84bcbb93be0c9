package fatbuildr.engine.task;

import fatbuildr.task.Task;
import java.util.List;

/** What the tasks of an instance do. */
@FunctionalInterface
interface TaskAction {
    /**
     * Does a task's work and answers the source archives it used.
     *
     * @throws Exception as the reason why the task failed
     */
    List<Task.SourceArchive> perform(Running task) throws Exception;
}
