package fatbuildr.environment;

import fatbuildr.archive.FileTree;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.OverlayChanges;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Environments with build dependencies installed. Such a layer shares the files of the environment by hard links, and is
 * a root of its own: builds on it are faster than on one overlay over another. It is used again while the environment,
 * the dependencies, and what the instance's own repository has of the packages concerned are the same.
 */
public final class DependencyLayers {
    /** A source tree as apt sees it: nothing but the control file. */
    private static final String TREE = "/run/fatbuildr/source";

    private static final String INSTALL = """
            set -eu
            apt-get -q -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any update
            apt-get -q -y -o APT::Sandbox::User=root -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 \
                --no-install-recommends --allow-downgrades "$@"
            apt-get clean
            """;
    /** Of no use to a build, or only mount points. */
    private static final List<String> UNWANTED = List.of(
            "var/lib/apt/lists",
            "var/cache/apt",
            "var/log/apt",
            "etc/resolv.conf",
            "etc/apt/sources.list.d/fatbuildr-own.sources",
            "etc/apt/preferences.d/fatbuildr-own",
            "run",
            "tmp",
            "build");

    private final ImageTools tools;
    private final LayerStore store = new LayerStore();

    DependencyLayers(ImageTools tools) {
        this.tools = tools;
    }

    /** A layer in use: it stays until this is closed. */
    public static final class Layer implements AutoCloseable {
        private final LayerStore store;
        private final LayerStore.Stored stored;

        Layer(LayerStore store, LayerStore.Stored stored) {
            this.store = store;
            this.stored = stored;
        }

        /** A root file system: not to be changed. */
        public Path root() {
            return stored.root();
        }

        @Override
        public void close() {
            store.release(stored);
        }
    }

    /**
     * The layer with these dependencies, made when there is none.
     *
     * @param distribution whose packages the own repository offers
     * @param offered packages of the own repository, and what they provide, {@code name=version}
     */
    public Layer take(
            InstanceDefinition instance,
            EnvironmentId id,
            BuildDependencies needed,
            String distribution,
            Optional<OwnRepository> repository,
            List<String> offered,
            TaskMark mark,
            Journal journal)
            throws InterruptedException {
        Path environment = tools.layout().environment(instance, id);
        Path directory = tools.layout().layers(instance);
        try {
            LayerKey key = LayerKey.of(environment, needed, distribution);
            Optional<LayerStore.Stored> found = store.take(directory, key, offered);
            if (found.isEmpty()) {
                try (ImageLocks.Held _ = tools.locks().make(directory.resolve(key.toString()))) {
                    found = store.take(directory, key, offered);
                    if (found.isEmpty()) {
                        journal.info("Installing build dependencies");
                        make(directory, key, environment, needed, repository, offered, mark, journal);
                        found = store.take(directory, key, offered);
                        store.prune(directory, key, offered);
                    }
                }
            } else {
                journal.info("Build dependencies are installed already");
            }
            return new Layer(store, found.orElseThrow());
        } catch (IOException e) {
            throw ImageTools.failed("keep build dependencies in " + directory, e);
        }
    }

    private void make(
            Path directory,
            LayerKey key,
            Path environment,
            BuildDependencies needed,
            Optional<OwnRepository> repository,
            List<String> offered,
            TaskMark mark,
            Journal journal)
            throws InterruptedException, IOException {
        Files.createDirectories(directory);
        Path target = directory.resolve(key + "-" + Long.toHexString(System.nanoTime()));
        LayerStore.Stored made = new LayerStore.Stored(ImageTools.temporary(target));
        Path changes = made.directory().resolve("changes");
        Path work = made.directory().resolve("work");
        try {
            Files.createDirectories(changes);
            Files.createDirectory(work);
            List<Bind> binds = new ArrayList<>(List.of(Bind.readOnly(needed.control(), TREE + "/debian/control")));
            if (repository.isPresent()) {
                binds.addAll(files(repository.get(), made.directory()));
            }
            List<String> words = new ArrayList<>(List.of("sh", "-c", INSTALL, "sh", "build-dep"));
            if (needed.architectureOnly()) {
                words.add("--arch-only");
            }
            words.add(TREE);
            ContainerRun run = ContainerRun.administrative(new Root.Recorded(environment, changes, work), words)
                    .env(tools.installing())
                    .bind(binds);
            tools.containers().run(run, mark, journal);
            for (String unwanted : UNWANTED) {
                FileTree.delete(changes.resolve(unwanted));
            }
            tools.share(environment, made.root(), journal);
            OverlayChanges.apply(changes, made.root());
            FileTree.delete(changes);
            FileTree.delete(work);
            made.describe(considered(made.root(), needed), offered);
            tools.processes().run(Command.of("sync", "-f", made.directory().toString()), journal);
            Files.move(made.directory(), target);
        } finally {
            FileTree.delete(made.directory());
        }
    }

    /** The repository's directory, key, and apt's configuration for it. */
    private static List<Bind> files(OwnRepository repository, Path directory) throws IOException {
        Path key = directory.resolve("registry.asc");
        Path sources = directory.resolve("own.sources");
        Path preferences = directory.resolve("own.preferences");
        Files.writeString(key, repository.publicKey());
        Files.writeString(sources, repository.sources());
        Files.writeString(preferences, repository.preferences());
        return List.of(
                Bind.readOnly(repository.directory().toRealPath(), OwnRepository.INSIDE),
                Bind.readOnly(key, OwnRepository.KEY),
                Bind.readOnly(sources, "/etc/apt/sources.list.d/fatbuildr-own.sources"),
                Bind.readOnly(preferences, "/etc/apt/preferences.d/fatbuildr-own"));
    }

    /**
     * What is installed, and what the dependencies of it and of the build name: a change of any of these may change the
     * outcome, for apt takes the first of alternatives that there is, and what provides a name instead of it.
     */
    static Set<String> considered(Path root, BuildDependencies needed) throws IOException {
        Set<String> names = new TreeSet<>(needed.names());
        for (String line : Files.readAllLines(root.resolve("var/lib/dpkg/status"))) {
            String value = line.substring(line.indexOf(':') + 1);
            switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                case "Package" -> names.add(value.strip());
                case "Depends", "Pre-Depends" -> names.addAll(BuildDependencies.names(value));
                default -> {}
            }
        }
        return names;
    }
}
