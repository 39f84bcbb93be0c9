package fatbuildr.cli;

import fatbuildr.api.Artifact;
import fatbuildr.cli.RegistryCommand.Part;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.UsageException;
import fatbuildr.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code registry delete}: selection, confirmation, one task per artifact. */
final class ArtifactDeletion {
    private final Arguments arguments;
    private final Session session;
    private final Optional<String> exact;
    private final Optional<String> contains;

    ArtifactDeletion(Arguments arguments, Session session) {
        this.arguments = arguments;
        this.session = session;
        this.exact = arguments.value(RegistryCommand.ARTIFACT);
        this.contains = arguments.value(RegistryCommand.CONTAINS);
    }

    int run() {
        checkSelection();
        Part part = Part.of(arguments, session);
        List<Artifact> published = part.artifacts(session);
        List<Artifact> selected = published.stream().filter(this::selects).toList();
        if (selected.isEmpty()) {
            session.screen().result(part.nothing());
            exact.ifPresent(name -> similar(name, published));
            return ExitCode.OK;
        }
        if (!confirmed(part, selected)) {
            session.screen().info("Nothing deleted.");
            return ExitCode.FAILED;
        }
        Submission submission = new Submission(session, !arguments.has(RegistryCommand.FOLLOW));
        int code = ExitCode.OK;
        for (Artifact artifact : selected) {
            TaskId id =
                    session.client().deleteArtifact(part.format(), part.distribution(), part.derivative(), artifact);
            code = Math.max(code, submission.submitted("artifact " + artifact.name() + " deletion", id));
        }
        return code;
    }

    private void checkSelection() {
        long given = Stream.of(RegistryCommand.ARTIFACT, RegistryCommand.CONTAINS, RegistryCommand.ALL)
                .filter(arguments::has)
                .count();
        if (given == 0) {
            throw new UsageException("registry delete needs --artifact NAME, --contains TEXT or --all");
        }
        if (given > 1) {
            throw new UsageException("--artifact, --contains and --all exclude each other");
        }
        if (arguments.has(RegistryCommand.JSON)) {
            throw new UsageException("--json is for registry list");
        }
        if (exact.isEmpty() && !mayProceedUnasked() && !hasTerminal()) {
            throw Failure.runtime("deleting several artifacts without a terminal needs --yes");
        }
    }

    private boolean mayProceedUnasked() {
        return arguments.has(RegistryCommand.YES);
    }

    private boolean hasTerminal() {
        return session.surroundings().terminal().in();
    }

    private boolean selects(Artifact artifact) {
        return exact.map(artifact.name()::equals).orElse(true)
                && contains.map(artifact.name()::contains).orElse(true);
    }

    /** Names that merely contain the text were deleted too by older clients. */
    private void similar(String name, List<Artifact> published) {
        String names = published.stream()
                .map(Artifact::name)
                .filter(candidate -> candidate.contains(name))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            session.screen().hint("delete takes exact names; with --contains " + name + " it would take: " + names);
        }
    }

    private boolean confirmed(Part part, List<Artifact> selected) {
        if (mayProceedUnasked() || !hasTerminal()) {
            return true;
        }
        Screen screen = session.screen();
        screen.info("To be deleted from " + part + ":");
        selected.forEach(artifact ->
                screen.info("  " + artifact.name() + " " + artifact.version() + " " + artifact.architecture()));
        screen.raw("Delete " + (selected.size() == 1 ? "it" : "these " + selected.size() + " artifacts") + "? [y/N] ");
        String answer = InputLine.read(session.surroundings().in()).strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
