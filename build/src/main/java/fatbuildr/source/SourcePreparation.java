package fatbuildr.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.ArchiveExtractor;
import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.archive.ExtractionLimits;
import fatbuildr.archive.FileTree;
import fatbuildr.archive.LinkCheck;
import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.ArtifactVersion;
import fatbuildr.artifact.DefinitionLoader;
import fatbuildr.artifact.PatchSeries;
import fatbuildr.artifact.RenamingRules;
import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildContext.PublishedSource;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.Task;
import fatbuildr.task.TaskSpec.ArtifactBuild;
import fatbuildr.template.TemplateTree;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps all formats have in common before their own build (build.md section 2). The definition is unpacked into a
 * directory of its own, so that nothing in it, such as a renaming rule, reaches the task's other files.
 */
public final class SourcePreparation {
    private static final String DEFINITION = "definition";

    private final SourceCache cache;
    private final Templates templates;
    private final Comparator<String> versionOrder;

    /** @param versionOrder order of full versions in the format */
    public SourcePreparation(SourceCache cache, Templates templates, Comparator<String> versionOrder) {
        this.cache = cache;
        this.templates = templates;
        this.versionOrder = versionOrder;
    }

    public PreparedSources prepare(BuildContext context) throws InterruptedException {
        ArtifactBuild spec = context.spec();
        Path directory = context.workspace().resolve(DEFINITION);
        new ArchiveExtractor(ExtractionLimits.DEFINITIONS).extract(context.tarball(), directory, Layout.AS_NAMED);
        ArtifactDefinition definition =
                DefinitionLoader.load(directory, ArtifactName.parse(spec.artifact()), context.journal()::warning);
        definition.requireFormat(spec.format());
        definition.requireDerivative(spec.derivative());
        refusePrescript(directory);

        SourceCollection collection = new SourceCollection(context, definition, cache, templates);
        ArtifactVersion version = finalVersion(context, definition, collection.mainVersion());
        context.journal().info("Building " + spec.artifact() + " " + version);
        List<SourceArchive> archives = collection.collect();
        context.fetched()
                .accept(archives.stream()
                        .map(archive -> new Task.SourceArchive(
                                archive.id().value(), archive.file().toString()))
                        .toList());

        Map<String, ?> variables = variables(spec, version);
        RenamingRules.apply(directory, templates, variables, context.journal()::warning);
        LinkCheck.requireInside("The artifact definition, with its files renamed,", directory, directory);
        PatchSeries patches = patches(context, directory, version, archives, variables);
        Path packaging = directory.resolve(spec.format());
        if (Files.isDirectory(packaging, NOFOLLOW_LINKS)) {
            new TemplateTree(templates).render(packaging, variables);
        }
        return new PreparedSources(directory, definition, version, archives, patches);
    }

    /** Here the prescript will run, between patches and templates; until then a build must not do without it silently. */
    private static void refusePrescript(Path directory) {
        if (Files.exists(directory.resolve("pre.sh"), NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid("The artifact definition has a prescript (pre.sh), which this version does"
                    + " not run: remove it, or do its work in the packaging code");
        }
    }

    /** The version the package will carry, known before anything is rendered. */
    private ArtifactVersion finalVersion(BuildContext context, ArtifactDefinition definition, String main) {
        ArtifactBuild spec = context.spec();
        Optional<String> tag =
                context.instance().pipelines().distribution(spec.distribution()).tag();
        ArtifactVersion target = definition.target(spec.format(), main, tag);
        Optional<PublishedSource> published = context.repository().source(spec.artifact());
        if (published.isEmpty()) {
            return target;
        }
        String before = published.get().version();
        ArtifactVersion next = target.after(ArtifactVersion.parse(before, tag.orElse("")));
        if (versionOrder.compare(next.full(), before) <= 0) {
            throw FatbuildrException.conflict("Version " + next + " of " + spec.artifact() + " is not higher than "
                    + before + ", which is published in " + spec.distribution() + " " + spec.derivative()
                    + ": raise the version or the release, or delete the published package first");
        }
        return next;
    }

    private static Map<String, ?> variables(ArtifactBuild spec, ArtifactVersion version) {
        return Map.of(
                "version", version,
                "artifact", spec.artifact(),
                "format", spec.format(),
                "distribution", spec.distribution(),
                "derivative", spec.derivative(),
                "architectures", spec.architectures());
    }

    /** In place of what may be a link to a patch of another version. */
    private void render(PatchSeries.Patch patch, Map<String, ?> variables) throws IOException {
        String text = templates.render("patch " + patch.name(), patch.file(), variables);
        Files.delete(patch.file());
        Files.writeString(patch.file(), text, StandardOpenOption.CREATE_NEW);
    }

    private PatchSeries patches(
            BuildContext context,
            Path directory,
            ArtifactVersion version,
            List<SourceArchive> archives,
            Map<String, ?> variables) {
        ArtifactBuild spec = context.spec();
        try {
            String links =
                    SupplementaryLinks.patch(archives, spec.author(), spec.email(), LocalDate.now(ZoneOffset.UTC));
            if (!links.isEmpty()) {
                Path target = Files.createDirectories(
                                directory.resolve("patches").resolve(version.main()))
                        .resolve(SupplementaryLinks.FILE_NAME);
                FileTree.delete(target);
                Files.writeString(target, links, StandardOpenOption.CREATE_NEW);
            }
            PatchSeries series = PatchSeries.select(directory, version.main(), spec.format(), spec.distribution());
            series.skipped().forEach(context.journal()::info);
            for (PatchSeries.Patch patch : series.patches()) {
                if (patch.template()) {
                    render(patch, variables);
                }
            }
            return series;
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot prepare the patches: " + FileTree.reason(e), e);
        }
    }
}
