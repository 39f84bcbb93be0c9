package fatbuildr.engine.store;

import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
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
