package fatbuildr.cli;

import fatbuildr.api.Artifact;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The layout of tasks in lists (cli.md section 6.1); blanks and indentation are exact. */
final class TaskListing {
    private static final String NONE = "∅";

    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private TaskListing(ZoneId zone) {
        this.zone = zone;
    }

    static List<String> lines(List<Task> tasks, ZoneId zone) {
        TaskListing listing = new TaskListing(zone);
        tasks.forEach(listing::task);
        return listing.lines;
    }

    /** Local time as {@code 2030-01-01 12:15:00}. */
    static String time(Instant time, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return local.toLocalDate() + " " + two(local.getHour()) + ":" + two(local.getMinute()) + ":"
                + two(local.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private void task(Task task) {
        lines.add("- id: " + task.id());
        line("user", task.user());
        line("name", task.spec().typeName());
        line("state", TaskJson.exported(task.state()));
        line("result", TaskJson.exported(task.result()));
        line("place", task.place().toString());
        line("submission", " " + time(task.submission(), zone));
        lines.add("  io:");
        lines.add("    interactive: " + flag(task.interactive()));
        lines.add("    console: " + task.console());
        lines.add("    journal: " + task.journal());
        details(task);
    }

    private void details(Task task) {
        switch (task.spec()) {
            case TaskSpec.ArtifactBuild build -> build(task, build);
            case TaskSpec.ArtifactDeletion deletion -> deletion(deletion.artifact());
            case TaskSpec.ImageCreation image -> {
                line("format", image.format());
                line("force", flag(image.force()));
            }
            case TaskSpec.ImageUpdate image -> line("format", image.format());
            case TaskSpec.EnvironmentCreation environment ->
                environment(environment.format(), environment.environment(), environment.architecture());
            case TaskSpec.EnvironmentUpdate environment ->
                environment(environment.format(), environment.environment(), environment.architecture());
            case TaskSpec.ImageShell shell -> line("command", words(shell.command()));
            case TaskSpec.EnvironmentShell shell -> line("command", words(shell.command()));
            case TaskSpec.KeyringRenewal renewal -> line("duration", renewal.duration());
            case TaskSpec.KeyringCreation _, TaskSpec.HistoryPurge _ -> {}
        }
    }

    private void build(Task task, TaskSpec.ArtifactBuild build) {
        if (task.archives().isEmpty()) {
            line("archives", NONE);
        } else {
            lines.add("  archives:");
            for (Task.SourceArchive archive : task.archives()) {
                lines.add("  - id: " + archive.id());
                lines.add("    path: " + archive.path());
            }
        }
        line("author", build.author());
        line("email", build.email());
        line("distribution", build.distribution());
        line("architectures", String.join(" ", build.architectures()));
        line("derivative", build.derivative());
        line("format", build.format());
        line("artifact", build.artifact());
        line("message", build.message());
    }

    private void deletion(Artifact artifact) {
        lines.add("  artifact:");
        lines.add("    name: " + artifact.name());
        lines.add("    architecture: " + artifact.architecture());
        lines.add("    version: " + artifact.version());
    }

    private void environment(String format, String environment, String architecture) {
        line("format", format);
        line("environment", environment);
        line("architecture", architecture);
    }

    private void line(String key, String value) {
        lines.add("  " + key + ": " + value);
    }

    private static String flag(boolean value) {
        return value ? "True" : "False";
    }

    private static String words(List<String> command) {
        return command.isEmpty() ? NONE : ShellWords.quote(command);
    }
}
