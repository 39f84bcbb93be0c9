package fatbuildr.cli;

import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.PatchDirectories;
import fatbuildr.artifact.SourceId;
import fatbuildr.artifact.SourceUrl;
import fatbuildr.cli.archive.Archives;
import fatbuildr.cli.archive.PrivateDirectory;
import fatbuildr.cli.client.Download;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.patch.Commit;
import fatbuildr.cli.patch.PatchExport;
import fatbuildr.cli.patch.PatchRepository;
import fatbuildr.cli.patch.Person;
import fatbuildr.cli.source.SourceCache;
import fatbuildr.cli.source.SourceTree;
import fatbuildr.journal.Journal;
import fatbuildr.template.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The steps of a patches command (cli.md section 8): tree, import, shell, export. */
final class PatchQueue {
    private final ArtifactOptions options;
    private final Session session;
    private final Journal journal;

    PatchQueue(ArtifactOptions options, Session session) {
        this.options = options;
        this.session = session;
        this.journal = session.screen().journal();
    }

    int run() {
        UserSettings settings = new UserSettings(session);
        Definition definition = settings.definition(options);
        Person user = new Person(settings.name(options.name()), settings.email(options.email()));
        definition.requireDerivative(options.derivative());
        Map<String, Build.DefinedSource> local = new SourceChoice(options, session, definition)
                .sources().stream().collect(Collectors.toMap(Build.DefinedSource::id, source -> source));
        PrivateDirectory work =
                PrivateDirectory.create(session.surroundings().temporary(), "fatbuildr-pq-" + options.artifact() + "-");
        Runnable cleanup = work::close;
        session.interruption().add(cleanup);
        boolean remove = true;
        try {
            String version = version(definition, local);
            PatchDirectories directories = PatchDirectories.of(definition.directory(), version);
            Path tree = work.path().resolve(options.artifact() + "-" + version);
            layOut(definition.contents(), local, work.path(), tree);
            PatchRepository repository = PatchRepository.create(tree, user, journal);
            repository.importPatches(directories);
            new CommitTemplate(session).file().ifPresent(repository::template);
            // From here on there is work of the user's in it.
            session.interruption().remove(cleanup);
            remove = false;
            remove = edit(repository, version, directories);
        } finally {
            session.interruption().remove(cleanup);
            if (remove) {
                cleanup.run();
            }
        }
        return ExitCode.OK;
    }

    private String version(Definition definition, Map<String, Build.DefinedSource> local) {
        SourceId main = definition.contents().mainSource();
        Build.DefinedSource given = local.get(main.value());
        return given != null ? given.version() : definition.contents().requireVersion(main, options.derivative());
    }

    private void layOut(ArtifactDefinition definition, Map<String, Build.DefinedSource> local, Path work, Path tree) {
        SourceTree sources = new SourceTree(tree, journal);
        Map<String, Path> archives = new TreeMap<>();
        SourceCache cache = new SourceCache(
                session.surroundings().directory("XDG_CACHE_HOME", ".cache").resolve("fatbuildr"),
                new Download(session.surroundings().environment()),
                journal);
        for (SourceId id : definition.sources()) {
            if (!local.containsKey(id.value())) {
                archives.put(id.value(), downloaded(definition, id, cache));
            }
        }
        local.forEach((id, source) -> archives.put(
                id,
                new Archives(work).source(id, source.version(), source.directory(), options.includeGitUntracked())));
        Path main = archives.remove(definition.mainSource().value());
        if (main == null) {
            throw Failure.artifact("the definition has no source of artifact " + options.artifact())
                    .hint("add source to it, or give a directory with --sources");
        }
        sources.main(main);
        archives.forEach(sources::supplementary);
    }

    private Path downloaded(ArtifactDefinition definition, SourceId id, SourceCache cache) {
        String version = definition.requireVersion(id, options.derivative());
        SourceUrl url =
                definition.url(id, version, new Templates(session.surroundings().zone()));
        return cache.get(url, definition.checksums(id, version));
    }

    /** Answers whether nothing of the user's is left in the repository. */
    private boolean edit(PatchRepository repository, String version, PatchDirectories directories) {
        session.screen()
                .info("Patch queue of artifact " + options.artifact() + ", derivative " + options.derivative()
                        + ", version " + version + ": every commit is a patch. Leave the shell to export them.");
        try {
            shell(repository);
            List<Commit> commits = repository.commits();
            int count = new PatchExport(directories, journal).write(commits);
            session.screen().info("Exported " + count + (count == 1 ? " patch" : " patches"));
        } catch (Failure failure) {
            throw failure.hint("no patch was changed; the repository is kept in " + repository.directory());
        }
        if (repository.uncommitted()) {
            session.screen()
                    .warning("Changes that are not committed are in no patch; the repository is kept in "
                            + repository.directory());
            return false;
        }
        return true;
    }

    /** Again while something is unfinished and there is somebody to finish it. */
    private void shell(PatchRepository repository) {
        String shell = session.surroundings().variable("SHELL");
        while (true) {
            repository.shell(
                    shell.isEmpty() ? "/bin/bash" : shell,
                    options.artifact(),
                    session.surroundings().environment());
            Optional<String> unfinished = repository.unfinished();
            if (unfinished.isEmpty()) {
                return;
            }
            if (!session.surroundings().terminal().in()) {
                throw Failure.runtime(unfinished.get());
            }
            session.screen().warning("Not exported: " + unfinished.get() + ". Finish it and leave the shell again.");
        }
    }
}
