package fatbuildr.engine.task;

import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildOutcome;
import fatbuildr.build.FormatBuilder;
import fatbuildr.engine.registry.FormatRegistry;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.task.Task;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The work of each type of task. */
final class TaskActions implements TaskAction {
    private final TaskParts parts;
    private final TaskStore store;
    private final Workspaces workspaces;

    TaskActions(TaskParts parts, TaskStore store, Workspaces workspaces) {
        this.parts = parts;
        this.store = store;
        this.workspaces = workspaces;
    }

    @Override
    public void perform(Running task) throws InterruptedException, IOException {
        Journal journal = task.journal();
        switch (task.row().spec()) {
            case TaskSpec.ArtifactBuild build -> build(task, build);
            case TaskSpec.ArtifactDeletion deletion -> delete(task, deletion);
            case TaskSpec.KeyringCreation _ ->
                task.shielded(() -> parts.keyring().create(journal));
            case TaskSpec.KeyringRenewal(String duration) ->
                task.shielded(() -> parts.keyring().renew(duration, journal));
            case TaskSpec.HistoryPurge _ ->
                new HistoryPurge(store, workspaces, parts.settings().tasks().purge(), parts.clock()).run(journal);
            case TaskSpec.ImageCreation(String format, boolean force) ->
                parts.images().createImage(format, force, journal);
            case TaskSpec.ImageUpdate(String format) -> parts.images().updateImage(format, journal);
            case TaskSpec.EnvironmentCreation(String format, String environment, String architecture, boolean force) ->
                parts.images().createEnvironment(format, environment, architecture, force, journal);
            case TaskSpec.EnvironmentUpdate(String format, String environment, String architecture) ->
                parts.images().updateEnvironment(format, environment, architecture, journal);
            case TaskSpec.ImageShell(String format, String term, List<String> command) ->
                parts.images().imageShell(format, term, command, journal);
            case TaskSpec.EnvironmentShell(
                    String format,
                    String environment,
                    String architecture,
                    String term,
                    List<String> command) ->
                parts.images().environmentShell(format, environment, architecture, term, command, journal);
        }
    }

    private void build(Running task, TaskSpec.ArtifactBuild build) throws InterruptedException {
        TaskRow row = task.row();
        FormatBuilder builder = parts.builders().get(build.format());
        if (builder == null) {
            throw FatbuildrException.invalid("builds of format " + build.format() + " are not available");
        }
        FormatRegistry registry = parts.registries().of(build.format());
        parts.keyring().requireUsable(task.journal());
        Path workspace = workspaces.of(row.id());
        BuildOutcome outcome = builder.build(new BuildContext(
                row.id(),
                parts.instance(),
                build,
                workspace,
                workspace.resolve(row.inputs().tarball()),
                row.inputs().sources().stream()
                        .map(source -> new Task.SourceArchive(
                                source.id(), workspace.resolve(source.path()).toString()))
                        .toList(),
                archives -> store.archives(row.id(), archives),
                registry.repository(build.distribution(), build.derivative()),
                task.journal()));
        task.journal()
                .info("Publishing " + build.artifact() + " " + outcome.version() + " in distribution "
                        + build.distribution() + ", derivative " + build.derivative());
        long start = System.nanoTime();
        task.shielded(() -> registry.publish(
                row.id(), build.distribution(), build.derivative(), outcome.results(), task.journal()));
        parts.observer().published(row.instance(), build.format(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void delete(Running task, TaskSpec.ArtifactDeletion deletion) throws InterruptedException {
        FormatRegistry registry = parts.registries().of(deletion.format());
        task.shielded(() -> registry.delete(
                task.row().id(), deletion.distribution(), deletion.derivative(), deletion.artifact(), task.journal()));
    }
}
