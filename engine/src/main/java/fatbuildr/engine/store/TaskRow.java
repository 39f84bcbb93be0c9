package fatbuildr.engine.store;

import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as stored.
 *
 * @param sequence order of acceptance
 * @param reason why it failed
 * @param attempt how often it was started
 * @param published whether its publication is committed
 * @param inputs uploaded files of a build
 */
public record TaskRow(
        long sequence,
        TaskId id,
        String instance,
        TaskSpec spec,
        String user,
        Instant submission,
        TaskState state,
        TaskResult result,
        @Nullable String reason,
        int attempt,
        boolean published,
        Inputs inputs,
        List<Task.SourceArchive> archives) {

    public TaskRow {
        archives = List.copyOf(archives);
    }

    public static TaskRow pending(TaskId id, String instance, TaskSpec spec, String user, Instant now, Inputs inputs) {
        return new TaskRow(
                0,
                id,
                instance,
                spec,
                user,
                now,
                TaskState.PENDING,
                TaskResult.UNKNOWN,
                null,
                0,
                false,
                inputs,
                List.of());
    }

    /** The row of a finished task that another program left. */
    public static TaskRow archived(Task task, String instance) {
        return new TaskRow(
                0,
                task.id(),
                instance,
                task.spec(),
                task.user(),
                task.submission(),
                TaskState.FINISHED,
                task.result(),
                null,
                1,
                false,
                Inputs.NONE,
                task.archives());
    }

    /** The row as it is once started. */
    public TaskRow started() {
        return in(TaskState.RUNNING, result, attempt + 1, archives);
    }

    /** The row as it is once its end is recorded. */
    public TaskRow settled(TaskResult end, List<Task.SourceArchive> used) {
        return in(TaskState.FINISHED, end, attempt, used);
    }

    private TaskRow in(TaskState next, TaskResult end, int attempts, List<Task.SourceArchive> used) {
        return new TaskRow(
                sequence, id, instance, spec, user, submission, next, end, reason, attempts, published, inputs, used);
    }

    /** The task as interfaces show it. */
    public Task task(Path place) {
        return new Task(id, spec, user, submission, place, state, result, archives);
    }

    /**
     * Where the uploads lie, relative to the workspace.
     *
     * @param tarball empty for tasks without uploads
     */
    public record Inputs(String tarball, List<Task.SourceArchive> sources) {
        public static final Inputs NONE = new Inputs("", List.of());

        public Inputs {
            sources = List.copyOf(sources);
        }
    }
}
