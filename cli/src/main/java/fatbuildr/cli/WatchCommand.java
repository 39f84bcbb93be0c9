package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** {@code watch} (cli.md section 6.3). */
@picocli.CommandLine.Command(name = "watch", header = "Follow the output of a task until its end.")
final class WatchCommand implements Command {
    @Parameters(arity = "0..1", paramLabel = "TASK", description = "Identifier of the task; default: the running one.")
    @Nullable
    String task;

    @Override
    public int run(Session session) {
        TaskId id =
                task == null ? running(session) : session.client().task(task).id();
        return session.follower().follow(id);
    }

    private static TaskId running(Session session) {
        List<Task> running = session.client().tasks().stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .toList();
        if (running.isEmpty()) {
            throw Failure.runtime("no task is running")
                    .hint("name one, from: fatbuildrctl list or fatbuildrctl history");
        }
        TaskId oldest = running.getFirst().id();
        if (running.size() > 1) {
            session.screen()
                    .info(running.size() + " tasks are running, this is the oldest, " + oldest
                            + "; see them all with: fatbuildrctl list");
        }
        return oldest;
    }
}
