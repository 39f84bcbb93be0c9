package fatbuildr.cli;

import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.task.Task;

/** {@code cancel}: ends a pending or running task. */
final class CancelCommand {
    private static final Positional TASK = Positional.required("TASK", "Identifier of the task.");

    private CancelCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl cancel", "End a pending or running task; it counts as failed.")
                .positional(TASK)
                .runs(CancelCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Task cancelled = session.client().cancel(arguments.word().orElseThrow());
        session.screen().result("Cancelled " + cancelled.spec().typeName() + " task " + cancelled.id());
        return ExitCode.OK;
    }
}
