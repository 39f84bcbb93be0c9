package fatbuildr.build.deb;

import fatbuildr.archive.FileTree;
import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildServices;
import fatbuildr.config.Settings;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildDependencies;
import fatbuildr.environment.DependencyLayers;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.OwnRepository;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One build, from the prepared tree to packages. The source package is made of a tree of its own while the first
 * architecture's build gets going: dpkg-source makes sure that the package holds all of the tree, and when it refuses,
 * the build is ended. In an interactive build everything goes on the one terminal, step by step. The last build takes
 * the prepared tree itself, each one before it a copy.
 */
final class DebBuild {
    private final BuildServices services;
    private final BuildContext context;
    private final DebSource source;
    private final SourceControl control;
    private final List<EnvironmentId> environments;
    private final Path image;
    private final TaskMark mark;
    private final Settings.Format settings;
    private final TreeCopy copy;

    DebBuild(
            BuildServices services,
            BuildContext context,
            DebSource source,
            List<EnvironmentId> environments,
            Path image,
            TaskMark mark) {
        this.services = services;
        this.context = context;
        this.source = source;
        this.control = SourceControl.read(source.tree());
        this.environments = environments;
        this.image = image;
        this.mark = mark;
        this.settings =
                Optional.ofNullable(services.settings().formats().get("deb")).orElseThrow();
        this.copy = new TreeCopy(services.processes(), context.journal());
    }

    /** Leaves packages in the workspace and answers the {@code .changes} files that list them. */
    List<Path> run() throws InterruptedException {
        EnvironmentId first = environments.getFirst();
        if (context.journal().input().isPresent()) {
            return oneByOne(first);
        }
        HeldJournal journal = new HeldJournal(context.journal());
        try (SourcePackager packager = packager();
                Beside<BinaryBuild.Built> building =
                        Beside.start("build " + first, () -> binary(first, true, journal))) {
            SourcePackage made = packager.build(image, mark);
            journal.release();
            return finished(made, building::await);
        }
    }

    /** There is one terminal: the commands of an interactive build take turns at it. */
    private List<Path> oneByOne(EnvironmentId first) throws InterruptedException {
        try (SourcePackager packager = packager()) {
            SourcePackage made = packager.build(image, mark);
            return finished(made, () -> binary(first, true, context.journal()));
        }
    }

    private SourcePackager packager() {
        context.journal().info("Building source package " + source.name() + " " + source.version());
        return SourcePackager.prepare(services.containers(), source, context);
    }

    /** The packages of the first architecture. */
    private interface FirstBuild {
        BinaryBuild.Built await() throws InterruptedException;
    }

    private List<Path> finished(SourcePackage made, FirstBuild building) throws InterruptedException {
        List<Path> results = settings.lintian() ? checked(made, building) : plain(building);
        finish(made, results.getFirst());
        return results;
    }

    private List<Path> checked(SourcePackage made, FirstBuild building) throws InterruptedException {
        Lintian lintian = new Lintian(services.containers(), image, mark);
        try (Lintian.OfSource findings = lintian.begin(made, context.journal())) {
            return results(building, built -> lintian.report(built, findings, context.journal()));
        }
    }

    private List<Path> plain(FirstBuild building) throws InterruptedException {
        return results(building, null);
    }

    /** Something to do with packages before they leave the directory they were built in. */
    private interface Check {
        void of(BinaryBuild.Built built) throws InterruptedException;
    }

    private List<Path> results(FirstBuild building, @Nullable Check check) throws InterruptedException {
        List<Path> results = new ArrayList<>();
        for (EnvironmentId id : environments) {
            boolean first = id.equals(environments.getFirst());
            if (!first && !control.hasArchitecturePackages()) {
                context.journal()
                        .info("No package depends on the architecture: nothing to build for " + id.architecture());
                continue;
            }
            BinaryBuild.Built built = first ? building.await() : binary(id, false, context.journal());
            if (check != null) {
                check.of(built);
            }
            results.add(BinaryBuild.collect(built, context.workspace()));
        }
        return results;
    }

    private BinaryBuild.Built binary(EnvironmentId id, boolean first, Journal journal) throws InterruptedException {
        BinaryBuild build = new BinaryBuild(services.containers(), copy, settings.builder());
        BuildDependencies needed = BuildDependencies.of(control.file(), control.source(), !first);
        try (DependencyLayers.Layer layer = services.images()
                .layers()
                .take(
                        context.instance(),
                        id,
                        needed,
                        context.spec().distribution(),
                        repository(),
                        context.repository().visiblePackages(),
                        mark,
                        journal)) {
            String architecture = id.nativeArchitecture();
            Path directory =
                    build.prepare(source, architecture, id.equals(environments.getLast()), context.workspace());
            journal.info("Building binary packages for " + id.architecture());
            try {
                return build.run(source, directory, layer.root(), architecture, first, mark, journal);
            } catch (FatbuildrException failure) {
                if (journal.input().isPresent()) {
                    new FailureShell(services.containers())
                            .open(source, directory, layer.root(), mark, journal, failure);
                }
                throw failure;
            }
        }
    }

    /** Absent while the distribution has nothing published. */
    private Optional<OwnRepository> repository() {
        String distribution = context.spec().distribution();
        return context.repository()
                .directory()
                .filter(directory -> Files.exists(
                        directory.resolve("dists").resolve(distribution).resolve("InRelease")))
                .map(directory -> new OwnRepository(
                        directory,
                        context.repository().publicKey(),
                        distribution,
                        context.instance().pipelines().chain(context.spec().derivative()),
                        context.instance().name()));
    }

    /** The source package joins the first results, in the workspace and in their {@code .changes}. */
    private void finish(SourcePackage made, Path changes) {
        try {
            new FullChanges(made, control).write(changes);
            for (String file : made.files()) {
                BuildFiles.take(made.directory(), file, context.workspace());
            }
            FileTree.delete(made.directory());
            FileTree.delete(source.tree());
        } catch (IOException e) {
            throw BuildFiles.failed("take the source package from " + made.directory(), e);
        }
    }
}
