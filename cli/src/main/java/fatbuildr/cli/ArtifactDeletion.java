package fatbuildr.cli;

import fatbuildr.api.Artifact;
import fatbuildr.cli.client.Failure;
import fatbuildr.task.TaskId;
import java.util.List;
import java.util.stream.Collectors;

/** {@code registry delete}: selection, confirmation, one task per artifact. */
final class ArtifactDeletion {
    private final RegistryCommand command;
    private final Session session;

    ArtifactDeletion(RegistryCommand command, Session session) {
        this.command = command;
        this.session = session;
    }

    int run() {
        checkSelection();
        String format = Pipeline.formatOf(session.client(), command.distribution);
        List<Artifact> published = session.client().artifacts(format, command.distribution, command.derivative);
        List<Artifact> selected = published.stream().filter(this::selects).toList();
        if (selected.isEmpty()) {
            session.screen().result(command.nothing(format));
            similar(published);
            return ExitCode.OK;
        }
        if (!confirmed(selected)) {
            session.screen().info("Nothing deleted.");
            return ExitCode.FAILED;
        }
        int code = ExitCode.OK;
        for (Artifact artifact : selected) {
            TaskId id = session.client().deleteArtifact(format, command.distribution, command.derivative, artifact);
            code = Math.max(
                    code,
                    new Submission(session, !command.follow)
                            .submitted("artifact " + artifact.name() + " deletion", id));
        }
        return code;
    }

    private void checkSelection() {
        long given = List.of(command.artifact != null, command.contains != null, command.all).stream()
                .filter(is -> is)
                .count();
        if (given == 0) {
            throw new UsageException("registry delete needs --artifact NAME, --contains TEXT or --all");
        }
        if (given > 1) {
            throw new UsageException("--artifact, --contains and --all exclude each other");
        }
        if (command.json) {
            throw new UsageException("--json is for registry list");
        }
        if (command.artifact == null
                && !command.yes
                && !session.surroundings().terminal().in()) {
            throw Failure.runtime("deleting several artifacts without a terminal needs --yes");
        }
    }

    private boolean selects(Artifact artifact) {
        if (command.artifact != null) {
            return artifact.name().equals(command.artifact);
        }
        return command.contains == null || artifact.name().contains(command.contains);
    }

    /** Names that merely contain the text were deleted too by older clients. */
    private void similar(List<Artifact> published) {
        String name = command.artifact;
        if (name == null) {
            return;
        }
        String names = published.stream()
                .map(Artifact::name)
                .filter(candidate -> candidate.contains(name))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            session.screen().hint("delete takes exact names; with --contains " + name + " it would take: " + names);
        }
    }

    private boolean confirmed(List<Artifact> selected) {
        if (command.yes || !session.surroundings().terminal().in()) {
            return true;
        }
        Screen screen = session.screen();
        screen.info(
                "To be deleted from distribution " + command.distribution + " derivative " + command.derivative + ":");
        selected.forEach(artifact ->
                screen.info("  " + artifact.name() + " " + artifact.version() + " " + artifact.architecture()));
        screen.raw("Delete " + (selected.size() == 1 ? "it" : "these " + selected.size() + " artifacts") + "? [y/N] ");
        String answer = InputLine.read(session.surroundings().in()).strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
