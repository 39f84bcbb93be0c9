package fatbuildr.cli;

import fatbuildr.task.Task;
import picocli.CommandLine.Parameters;

/** {@code cancel}: ends a pending or running task. */
@picocli.CommandLine.Command(name = "cancel", header = "End a pending or running task; it counts as failed.")
final class CancelCommand implements Command {
    @Parameters(paramLabel = "TASK", description = "Identifier of the task.")
    String task = "";

    @Override
    public int run(Session session) {
        Task cancelled = session.client().cancel(task);
        session.screen().result("Cancelled " + cancelled.spec().typeName() + " task " + cancelled.id());
        return ExitCode.OK;
    }
}
