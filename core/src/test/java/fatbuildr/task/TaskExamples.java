package fatbuildr.task;

import fatbuildr.api.Artifact;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One task of each type. */
final class TaskExamples {
    static final String ID = "0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10";
    static final Path PLACE = Path.of("/var/lib/fatbuildr/workspaces/lab/" + ID);
    static final TaskSpec.ArtifactBuild BUILD = new TaskSpec.ArtifactBuild(
            "rpm", "el9", "main", "acme", List.of("x86_64"), "Alice Ray", "alice@lab.example", "Rebuild", false);
    static final List<TaskSpec> SPECS = List.of(
            BUILD,
            new TaskSpec.ArtifactBuild("deb", "sid", "x", "a", List.of("x86_64", "aarch64"), "é", "e", "m\nn", true),
            new TaskSpec.ArtifactDeletion("rpm", "el9", "main", new Artifact("acme", "src", "3.1-2.el9", 5)),
            new TaskSpec.KeyringCreation(),
            new TaskSpec.KeyringRenewal("2y"),
            new TaskSpec.HistoryPurge(),
            new TaskSpec.ImageCreation("deb", true),
            new TaskSpec.ImageUpdate("rpm"),
            new TaskSpec.ImageShell("rpm", "xterm", List.of()),
            new TaskSpec.EnvironmentCreation("deb", "sid", "x86_64", true),
            new TaskSpec.EnvironmentUpdate("deb", "sid", "x86_64"),
            new TaskSpec.EnvironmentShell("deb", "sid", "x86_64", "xterm", List.of("ls", "-l")));

    private TaskExamples() {}

    static Task task(TaskSpec spec) {
        return new Task(
                TaskId.parse(ID),
                spec,
                "alice",
                Instant.ofEpochSecond(1_893_499_300),
                PLACE,
                TaskState.FINISHED,
                TaskResult.SUCCESS,
                spec instanceof TaskSpec.ArtifactBuild
                        ? List.of(new Task.SourceArchive("acme", "/var/cache/fatbuildr/lab/acme/acme-3.1.tar.gz"))
                        : List.of());
    }
}
