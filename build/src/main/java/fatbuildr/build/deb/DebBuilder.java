package fatbuildr.build.deb;

import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildOutcome;
import fatbuildr.build.BuildServices;
import fatbuildr.build.FormatBuilder;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.Images;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Distribution;
import java.nio.file.Path;
import java.util.List;

/** Builds deb packages (build.md sections 2 and 5): what can be wrong from the start is found before anything else. */
final class DebBuilder implements FormatBuilder {
    private static final String FORMAT = "deb";

    private final BuildServices services;
    private final DebSourceTree trees;

    DebBuilder(BuildServices services, DebSourceTree trees) {
        this.services = services;
        this.trees = trees;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public BuildOutcome build(BuildContext context) throws InterruptedException {
        TaskMark mark = new TaskMark(context.id().toString(), context.workspace());
        List<EnvironmentId> environments = environments(context);
        try (Images.Use _ = services.images().use(context.instance(), format())) {
            Path image = services.images().requireImage(context.instance(), FORMAT);
            for (EnvironmentId id : environments) {
                services.images().requireEnvironment(context.instance(), id);
                services.images().warnOfChanges(context.instance(), id, context.journal());
            }
            DebSource source = trees.create(context);
            List<Path> results = new DebBuild(services, context, source, environments, image, mark).run();
            return new BuildOutcome(source.version(), results);
        }
    }

    /** This machine's own architecture comes first, as it builds what is independent of them. */
    static List<EnvironmentId> environments(BuildContext context) {
        Distribution distribution =
                context.instance().pipelines().distribution(context.spec().distribution());
        String environment = distribution
                .environment()
                .orElseThrow(() -> FatbuildrException.invalid(
                        "Distribution " + distribution.name() + " has no build environment"));
        return context.instance().architectures().stream()
                .filter(context.spec().architectures()::contains)
                .map(architecture -> new EnvironmentId(FORMAT, environment, architecture))
                .toList();
    }
}
