package fatbuildr.cli;

import fatbuildr.cli.archive.Archives;
import fatbuildr.cli.archive.LocalSource;
import fatbuildr.cli.archive.PrivateDirectory;
import fatbuildr.cli.client.BuildRequest;
import fatbuildr.cli.client.Failure;
import fatbuildr.task.TaskId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a build command: everything is checked before anything is archived or sent. */
final class Build {
    private final BuildOptions options;
    private final ArtifactOptions artifact;
    private final Session session;

    Build(BuildOptions options, Session session) {
        this.options = options;
        this.artifact = options.artifact();
        this.session = session;
    }

    int run() {
        UserSettings settings = new UserSettings(session);
        Definition definition = settings.definition(artifact);
        String name = settings.name(artifact.name());
        String email = settings.email(artifact.email());
        String message = settings.message(options.message());
        definition.requireDerivative(artifact.derivative());
        List<DefinedSource> sources = new SourceChoice(artifact, session, definition).sources();
        BuildTarget target = new TargetChoice(options, session.client(), definition).target();
        if (options.interactive() && !interactive()) {
            session.screen().warning("an interactive build needs a terminal on standard input: this is a normal build");
        }
        return submit(definition, sources, target, name, email, message);
    }

    private boolean interactive() {
        return options.interactive() && session.surroundings().terminal().in();
    }

    private int submit(
            Definition definition,
            List<DefinedSource> sources,
            BuildTarget target,
            String name,
            String email,
            String message) {
        PrivateDirectory directory = PrivateDirectory.create(
                session.client().uploads(session.surroundings().temporary()));
        Runnable cleanup = directory::close;
        session.interruption().add(cleanup);
        TaskId id;
        try {
            BuildRequest request = new BuildRequest(
                    target.format(),
                    target.distribution(),
                    target.architectures(),
                    artifact.derivative(),
                    artifact.artifact(),
                    name,
                    email,
                    message,
                    interactive(),
                    new Archives(directory.path()).definition(definition.directory()),
                    archives(sources, directory));
            id = upload(request);
        } finally {
            cleanup.run();
            session.interruption().remove(cleanup);
        }
        return new Submission(session, options.batch() && !interactive()).submitted(artifact.artifact() + " build", id);
    }

    private Map<String, Path> archives(List<DefinedSource> sources, PrivateDirectory directory) {
        Map<String, Path> archives = new LinkedHashMap<>();
        for (DefinedSource source : sources) {
            session.screen()
                    .info("Archiving local source " + source.id() + " " + source.version() + " from "
                            + source.directory());
            archives.put(
                    source.id(),
                    new Archives(directory.path())
                            .source(source.id(), source.version(), source.directory(), artifact.includeGitUntracked()));
        }
        return archives;
    }

    private TaskId upload(BuildRequest request) {
        UploadDisplay display = new UploadDisplay(session.screen());
        try {
            TaskId id = session.client().build(request, display);
            display.done();
            return id;
        } catch (Failure failure) {
            display.broken();
            throw failure;
        }
    }

    /** A local source whose version is known. */
    record DefinedSource(String id, String version, Path directory) {
        static DefinedSource of(LocalSource source, String version) {
            return new DefinedSource(source.id(), version, source.directory());
        }
    }

    /** What is built for what. */
    record BuildTarget(String format, String distribution, List<String> architectures) {}
}
