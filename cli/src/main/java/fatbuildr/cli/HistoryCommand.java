package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history} (cli.md section 6.2). */
@picocli.CommandLine.Command(name = "history", header = "List finished tasks, or purge them.")
final class HistoryCommand implements Command {
    enum Operation {
        list,
        purge
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "OPERATION",
            description =
                    "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}. A purge removes what the server's policy"
                            + " does not keep.")
    Operation operation = Operation.list;

    @Option(names = "--limit", paramLabel = "N", description = "Tasks to list, 0 for all; default: ${DEFAULT-VALUE}.")
    int limit = 10;

    @Option(names = "--batch", description = "Do not follow the purge task.")
    boolean batch;

    @Option(names = "--json", description = "Print the tasks as a JSON array.")
    boolean json;

    @Override
    public int run(Session session) {
        return switch (operation) {
            case list -> list(session);
            case purge ->
                new Submission(session, batch)
                        .submitted("tasks history purge", session.client().purgeHistory());
        };
    }

    private int list(Session session) {
        if (limit < 0) {
            throw new UsageException("--limit must not be negative");
        }
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
