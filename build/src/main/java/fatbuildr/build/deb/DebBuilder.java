package fatbuildr.build.deb;

import fatbuildr.archive.FileTree;
import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildOutcome;
import fatbuildr.build.BuildServices;
import fatbuildr.build.FormatBuilder;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildDependencies;
import fatbuildr.environment.DependencyLayers;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.Images;
import fatbuildr.environment.OwnRepository;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds deb packages (build.md sections 2 and 5): source package first, then each architecture in turn. */
final class DebBuilder implements FormatBuilder {
    private final BuildServices services;
    private final DebSourceTree trees;

    DebBuilder(BuildServices services, DebSourceTree trees) {
        this.services = services;
        this.trees = trees;
    }

    @Override
    public String format() {
        return "deb";
    }

    @Override
    public BuildOutcome build(BuildContext context) throws InterruptedException {
        TaskMark mark = new TaskMark(context.id().toString(), context.workspace());
        List<EnvironmentId> environments = environments(context);
        try (Images.Use _ = services.images().use(context.instance(), format())) {
            Path image = services.images().requireImage(context.instance(), format());
            environments.forEach(id -> services.images().requireEnvironment(context.instance(), id));
            DebSource source = trees.create(context);
            SourcePackage made = new SourcePackager(services.containers()).build(source, context, image, mark);
            List<Path> results = binaries(made, environments, context, image, mark);
            publishSource(made, context.workspace());
            return new BuildOutcome(source.version(), source.archives(), results);
        }
    }

    private List<EnvironmentId> environments(BuildContext context) {
        Distribution distribution =
                context.instance().pipelines().distribution(context.spec().distribution());
        String environment = distribution
                .environment()
                .orElseThrow(() -> FatbuildrException.invalid(
                        "Distribution " + distribution.name() + " has no build environment"));
        return context.spec().architectures().stream()
                .map(architecture -> new EnvironmentId(format(), environment, architecture))
                .toList();
    }

    private List<Path> binaries(
            SourcePackage source, List<EnvironmentId> environments, BuildContext context, Path image, TaskMark mark)
            throws InterruptedException {
        Lintian lintian = new Lintian(services.containers(), image, mark);
        List<Path> results = new ArrayList<>();
        try (Lintian.Beside checking = lintian.begin(source)) {
            for (EnvironmentId id : environments) {
                boolean first = id.equals(environments.getFirst());
                if (first || source.hasArchitecturePackages()) {
                    results.add(binary(source, id, first, lintian, checking, context, mark));
                } else {
                    context.journal()
                            .info("No package depends on the architecture: nothing to build for " + id.architecture());
                }
            }
        }
        return results;
    }

    private Path binary(
            SourcePackage source,
            EnvironmentId id,
            boolean first,
            Lintian lintian,
            Lintian.Beside checking,
            BuildContext context,
            TaskMark mark)
            throws InterruptedException {
        BuildDependencies needed = BuildDependencies.of(
                source.description().dsc(), source.description().stanza(), !first);
        try (DependencyLayers.Layer layer = services.images()
                .layers()
                .take(
                        context.instance(),
                        id,
                        needed,
                        context.spec().distribution(),
                        repository(context),
                        context.repository().visiblePackages(),
                        mark,
                        context.journal())) {
            context.journal().info("Building binary packages for " + id.architecture());
            List<Path> roots = List.of(layer.files(), services.images().requireEnvironment(context.instance(), id));
            String builder = Optional.ofNullable(services.settings().formats().get(format()))
                    .orElseThrow()
                    .builder();
            BinaryBuild.Built built = new BinaryBuild(services.containers(), builder)
                    .run(source, roots, id.nativeArchitecture(), first, context, mark);
            lintian.report(built, checking, context.journal());
            return BinaryBuild.collect(built, source, context.workspace());
        }
    }

    /** Absent while the distribution has nothing published. */
    private static Optional<OwnRepository> repository(BuildContext context) {
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

    /** The source package's files join the results, where the {@code .changes} expects them. */
    private static void publishSource(SourcePackage source, Path workspace) {
        try {
            for (String file : source.files()) {
                BuildFiles.take(source.directory(), file, workspace);
            }
            FileTree.delete(source.directory());
        } catch (IOException e) {
            throw BuildFiles.failed("take the source package from " + source.directory(), e);
        }
    }
}
