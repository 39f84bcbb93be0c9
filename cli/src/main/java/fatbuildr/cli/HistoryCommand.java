package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.cli.options.UsageException;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import java.util.List;

/** {@code history} (cli.md section 6.2). */
final class HistoryCommand {
    private static final String PURGE = "purge";
    private static final Positional OPERATION = Positional.choice(
            "OPERATION", "default: list. A purge removes what the server's policy does not keep.", "list", PURGE);
    private static final OptionSpec LIMIT = OptionSpec.value("N", "Tasks to list, 0 for all; default: 10.", "--limit");
    private static final OptionSpec BATCH = OptionSpec.flag("Do not follow the purge task.", "--batch");
    private static final OptionSpec JSON = OptionSpec.flag("Print the tasks as a JSON array.", "--json");

    private HistoryCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl history", "List finished tasks, or purge them.")
                .options(LIMIT, BATCH, JSON)
                .positional(OPERATION)
                .runs(HistoryCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        int limit = limit(arguments.value(LIMIT).orElse("10"));
        if (arguments.word().orElse("").equals(PURGE)) {
            return new Submission(session, arguments.has(BATCH))
                    .submitted("tasks history purge", session.client().purgeHistory());
        }
        return list(session, limit, arguments.has(JSON));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--limit " + text + " is not a number");
        }
        throw new UsageException("--limit must not be negative");
    }

    private static int list(Session session, int limit, boolean json) {
        List<Task> tasks = session.client().history(limit);
        Screen screen = session.screen();
        if (json) {
            screen.out().print(Json.indented(ApiJson.array(tasks, TaskJson::task)));
            return ExitCode.OK;
        }
        screen.result(tasks.isEmpty() ? "No task found in history" : "Tasks history:");
        TaskListing.lines(tasks, session.surroundings().zone()).forEach(screen::result);
        return ExitCode.OK;
    }
}
