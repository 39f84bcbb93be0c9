package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.FileTree;
import fatbuildr.archive.LinkCheck;
import fatbuildr.artifact.PatchSeries;
import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildContext.PublishedSource;
import fatbuildr.build.ChangelogMessage;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.ProcessRunner;
import fatbuildr.registry.apt.Pool;
import fatbuildr.registry.deb.DebVersion;
import fatbuildr.source.PreparedSources;
import fatbuildr.source.SourceArchive;
import fatbuildr.source.SourceCache;
import fatbuildr.source.SourcePreparation;
import fatbuildr.source.SourceTree;
import fatbuildr.task.TaskSpec.ArtifactBuild;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;

/** The source half of a deb build: everything that dpkg-source needs, made without any program of Debian. */
public final class DebSourceTree {
    private static final String FORMAT = "3.0 (quilt)";
    private static final String PATCHES = "patches";

    private final SourcePreparation preparation;
    private final ProcessRunner processes;
    private final Clock clock;

    public DebSourceTree(SourceCache cache, Templates templates, ProcessRunner processes, Clock clock) {
        this.preparation = new SourcePreparation(cache, templates, Comparator.comparing(DebVersion::parse));
        this.processes = processes;
        this.clock = clock;
    }

    /** Prepares the tree in the workspace; {@code dpkg-source --build} is then all that is left to do. */
    public DebSource create(BuildContext context) throws InterruptedException {
        String name = DebNames.source(context.spec().artifact());
        ChangelogMessage message = ChangelogMessage.of(
                context.spec().message(), context.id(), context.instance().name());
        PreparedSources sources = preparation.prepare(context);
        String version = DebVersion.parse(sources.version().full()).toString();
        String upstream = sources.version().main();
        Path tree = context.workspace().resolve(name + "-" + upstream);

        new SourceTree().unpack(sources.archives(), tree, context.journal());
        try {
            Path debian = packaging(sources, tree, context.journal());
            LinkCheck.requireInside("The directory deb of the artifact definition", tree, debian);
            DebNames.requireSource(debian, name);
            format(debian, context);
            patches(sources.patches(), debian);
            changelog(context, version, message, debian);
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot prepare the source tree " + tree + ": " + FileTree.reason(e), e);
        }
        OrigArchives origs = new OrigArchives(
                name, upstream, context.workspace(), file -> published(context, file), processes, context.journal());
        for (SourceArchive archive : sources.archives()) {
            origs.place(archive);
        }
        return new DebSource(tree, name, version, sources.archives());
    }

    /** The definition's {@code deb/} takes the place of what upstream may have as {@code debian}. */
    private static Path packaging(PreparedSources sources, Path tree, Journal journal) throws IOException {
        Path deb = sources.directory().resolve("deb");
        if (!Files.isDirectory(deb, NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid("The artifact definition has no directory deb");
        }
        Path debian = tree.resolve("debian");
        FileTree.delete(debian);
        FileTree.copy(deb, debian);
        FileTree.delete(debian.resolve("changelog"));
        if (sources.patches().declared() && Files.exists(debian.resolve(PATCHES), NOFOLLOW_LINKS)) {
            journal.warning("deb/patches is replaced by the patches of the definition");
            FileTree.delete(debian.resolve(PATCHES));
        }
        return debian;
    }

    private static void format(Path debian, BuildContext context) throws IOException {
        Path file = debian.resolve("source/format");
        if (!Files.exists(file)) {
            context.journal().info("There is no deb/source/format: using " + FORMAT);
            Files.createDirectories(debian.resolve("source"));
            Files.writeString(file, FORMAT + "\n");
            return;
        }
        String format = BuildFiles.text(file, "deb/source/format").strip();
        if (!format.equals(FORMAT)) {
            String line = ChangelogMessage.cleaned(format.lines().findFirst().orElse(""));
            throw FatbuildrException.invalid("deb/source/format is \"" + line.substring(0, Math.min(line.length(), 40))
                    + "\": only " + FORMAT + " can be built");
        }
    }

    /** A hand-written series stays when the definition has no patches of its own. */
    private static void patches(PatchSeries series, Path debian) throws IOException {
        if (!series.declared()) {
            return;
        }
        Path directory = debian.resolve(PATCHES);
        Files.createDirectory(directory);
        StringBuilder names = new StringBuilder();
        for (PatchSeries.Patch patch : series.patches()) {
            Files.copy(patch.file(), directory.resolve(DebNames.patch(patch.name())));
            names.append(patch.name()).append('\n');
        }
        Files.writeString(directory.resolve("series"), names);
    }

    private void changelog(BuildContext context, String version, ChangelogMessage message, Path debian)
            throws IOException {
        ArtifactBuild spec = context.spec();
        DebChangelogEntry entry = new DebChangelogEntry(
                spec.artifact(), version, spec.distribution(), message, spec.author(), spec.email(), clock.instant());
        String before = context.repository()
                .source(spec.artifact())
                .map(PublishedSource::changelog)
                .orElse("");
        Files.writeString(debian.resolve("changelog"), before.isBlank() ? entry.text() : entry.text() + "\n" + before);
    }

    /** A file of this source that the registry has. */
    private static Optional<Path> published(BuildContext context, String file) {
        String directory =
                Pool.directory(context.spec().derivative(), context.spec().artifact());
        return context.repository().file(directory + "/" + file);
    }
}
