package fatbuildr.build.deb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.ArchiveComparison;
import fatbuildr.archive.ArchiveKind;
import fatbuildr.archive.ArchiveWriter;
import fatbuildr.archive.ExtractionLimits;
import fatbuildr.archive.FileTree;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.ProcessRunner;
import fatbuildr.source.SourceArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts the source archives beside the tree under the names dpkg-source looks for (build.md section 5.2). */
final class OrigArchives {
    private static final List<String> COMPRESSIONS = List.of("gz", "bz2", "xz");

    private final String artifact;
    private final String upstream;
    private final Path workspace;
    private final Function<String, Optional<Path>> registry;
    private final ArchiveWriter writer;
    private final Journal journal;

    /**
     * @param upstream main version
     * @param registry finds a published file of this source by its name
     */
    OrigArchives(
            String artifact,
            String upstream,
            Path workspace,
            Function<String, Optional<Path>> registry,
            ProcessRunner processes,
            Journal journal) {
        this.artifact = artifact;
        this.upstream = upstream;
        this.workspace = workspace;
        this.registry = registry;
        this.writer = new ArchiveWriter(processes, ExtractionLimits.SOURCES);
        this.journal = journal;
    }

    /** Answers the file made or found. */
    Path place(SourceArchive archive) throws InterruptedException {
        String base = artifact + "_" + upstream + ".orig" + (archive.main() ? "" : "-" + archive.component()) + ".tar.";
        try {
            Optional<Path> published = published(archive, base);
            if (published.isPresent()) {
                Path target = workspace.resolve(published.get().getFileName().toString());
                if (!target.equals(archive.file())) {
                    Files.copy(published.get(), target);
                } else if (Files.mismatch(published.get(), target) != -1) {
                    Files.delete(target);
                    Files.copy(published.get(), target);
                }
                return target;
            }
            return made(archive, base);
        } catch (IOException e) {
            throw FatbuildrException.external(
                    "Cannot put source archive " + archive.fileName() + " into " + workspace + ": "
                            + FileTree.reason(e),
                    e);
        }
    }

    private Path made(SourceArchive archive, String base) throws IOException, InterruptedException {
        Path target = switch (ArchiveKind.detect(archive.file())) {
            case TAR_GZIP -> workspace.resolve(base + "gz");
            case TAR_BZIP2 -> workspace.resolve(base + "bz2");
            case TAR_XZ, TAR, TAR_ZSTD, TAR_LZMA, ZIP -> workspace.resolve(base + "xz");
        };
        if (target.equals(archive.file())) {
            return target;
        }
        if (Files.exists(target, NOFOLLOW_LINKS)) {
            throw FatbuildrException.conflict("Cannot name source archive " + archive.fileName() + " "
                    + target.getFileName() + ": there is another file of that name in the workspace");
        }
        switch (ArchiveKind.detect(archive.file())) {
            case TAR_GZIP, TAR_BZIP2, TAR_XZ -> link(archive.file(), target);
            case TAR, TAR_ZSTD, TAR_LZMA -> {
                journal.info("Compressing source " + archive.fileName() + " with xz as Debian sources need it");
                writer.recompress(archive.file(), target);
            }
            case ZIP -> {
                journal.info("Converting source " + archive.fileName() + " to a tar archive as Debian sources need it");
                writer.convertZip(archive.file(), target);
            }
        }
        return target;
    }

    /** A real file under both names: a symbolic link may lead nowhere inside a container. */
    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file.toRealPath());
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Files.copy(file, target);
        }
    }

    /**
     * The archive that is published under this name already, when it has the same content. With other content the
     * registry could not take the new one: the name has no release in it.
     */
    private Optional<Path> published(SourceArchive archive, String base) throws InterruptedException {
        for (String compression : COMPRESSIONS) {
            Path candidate = registry.apply(base + compression).orElse(null);
            if (candidate != null) {
                if (new ArchiveComparison(ExtractionLimits.SOURCES).sameContent(candidate, archive.file())) {
                    journal.info("Source " + archive.fileName() + " is published already: using "
                            + candidate.getFileName() + " of the registry");
                    return Optional.of(candidate);
                }
                throw FatbuildrException.conflict("Source " + archive.fileName() + " differs from "
                        + candidate.getFileName() + ", which the registry has already for version " + upstream
                        + ". Give the changed source another version (such as " + upstream
                        + "+1), build from the published archive, or delete " + artifact
                        + " from the registry first");
            }
        }
        return Optional.empty();
    }
}
