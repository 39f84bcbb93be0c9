package fatbuildr.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.archive.ArchiveExtractor;
import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.archive.ExtractionLimits;
import fatbuildr.archive.FileTree;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lays out source archives as one tree (artifact-definition.md section 10): the main one is the tree, whatever its own
 * layout; each supplementary one is a sub-directory.
 */
public final class SourceTree {
    /** Where the packaging goes. */
    private static final String PACKAGING = "debian";

    private final ArchiveExtractor extractor = new ArchiveExtractor(ExtractionLimits.SOURCES);

    /** Unpacks into a directory that does not exist yet; nothing is left of it on failure. */
    public void unpack(List<SourceArchive> archives, Path tree, Journal journal) throws InterruptedException {
        checkComponents(archives);
        boolean whole = false;
        try {
            for (SourceArchive archive : archives) {
                if (archive.main()) {
                    extractor.extract(archive.file(), tree, Layout.WITHOUT_TOP_DIRECTORY);
                }
            }
            for (SourceArchive archive : archives) {
                if (!archive.main()) {
                    unpackSupplementary(archive, tree, journal);
                }
            }
            whole = true;
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot lay out the source tree " + tree + ": " + FileTree.reason(e), e);
        } finally {
            if (!whole) {
                remove(tree, journal);
            }
        }
    }

    private void unpackSupplementary(SourceArchive archive, Path tree, Journal journal)
            throws IOException, InterruptedException {
        Path directory = tree.resolve(archive.component());
        if (Files.exists(directory, NOFOLLOW_LINKS)) {
            // dpkg-source does the same when it unpacks the result.
            journal.warning("Source " + archive.id() + " replaces " + archive.component() + " of the main source");
            FileTree.delete(directory);
        }
        if (!archive.component().equals(archive.link()) && Files.exists(tree.resolve(archive.link()), NOFOLLOW_LINKS)) {
            throw FatbuildrException.invalid("Source " + archive.id() + " needs a link of that name, but the main"
                    + " source has a file or directory " + archive.id() + ": give the source another id");
        }
        extractor.extract(archive.file(), directory, Layout.WITHOUT_TOP_DIRECTORY);
    }

    private static void checkComponents(List<SourceArchive> archives) {
        if (archives.stream().filter(SourceArchive::main).count() != 1) {
            throw FatbuildrException.invalid("There is no main source archive: the definition names no source of the"
                    + " artifact's name and none was given");
        }
        Set<String> components = new HashSet<>(Set.of(PACKAGING));
        List<SourceArchive> supplementary =
                archives.stream().filter(archive -> !archive.main()).toList();
        for (SourceArchive archive : supplementary) {
            if (!components.add(archive.component())) {
                throw FatbuildrException.invalid("Source " + archive.id() + " would be unpacked into "
                        + archive.component() + ", as something else is: give it another file name in the definition"
                        + " as URL!NAME");
            }
        }
        for (SourceArchive archive : supplementary) {
            if (!archive.link().equals(archive.component()) && components.contains(archive.link())) {
                throw FatbuildrException.invalid("Source " + archive.id() + " needs a link of that name, but something"
                        + " else is unpacked there: give the source another id");
            }
        }
    }

    private static void remove(Path tree, Journal journal) {
        try {
            FileTree.delete(tree);
        } catch (IOException e) {
            journal.warning("Cannot remove " + tree + ": " + FileTree.reason(e));
        }
    }
}
