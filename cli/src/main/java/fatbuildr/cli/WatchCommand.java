package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskState;
import java.util.List;

/** {@code watch} (cli.md section 6.3). */
final class WatchCommand {
    private static final Positional TASK =
            Positional.optional("TASK", "Identifier of the task; default: the running one.");

    private WatchCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl watch", "Follow the output of a task until its end.")
                .positional(TASK)
                .footer("At a terminal this attaches to an interactive task: what is typed goes to it.")
                .runs(WatchCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        TaskId id =
                arguments.word().map(task -> session.client().task(task).id()).orElseGet(() -> running(session));
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
