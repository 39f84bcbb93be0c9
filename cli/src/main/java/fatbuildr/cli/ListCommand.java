package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskState;
import java.time.ZoneId;
import java.util.List;

/** {@code list} (cli.md section 6.1). */
final class ListCommand {
    private static final OptionSpec JSON = OptionSpec.flag("Print the tasks as a JSON array.", "--json");

    private ListCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl list", "List running and pending tasks.")
                .options(JSON)
                .runs(ListCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        List<Task> tasks = session.client().tasks();
        Screen screen = session.screen();
        if (arguments.has(JSON)) {
            screen.out().print(Json.indented(ApiJson.array(tasks, TaskJson::task)));
            return ExitCode.OK;
        }
        ZoneId zone = session.surroundings().zone();
        List<Task> running = in(TaskState.RUNNING, tasks);
        List<Task> pending = in(TaskState.PENDING, tasks);
        screen.result(running.isEmpty() ? "No running task" : "Running tasks:");
        TaskListing.lines(running, zone).forEach(screen::result);
        if (!pending.isEmpty()) {
            screen.result("Pending tasks:");
            TaskListing.lines(pending, zone).forEach(screen::result);
        }
        return ExitCode.OK;
    }

    private static List<Task> in(TaskState state, List<Task> tasks) {
        return tasks.stream().filter(task -> task.state() == state).toList();
    }
}
