package fatbuildr.cli.source;

import fatbuildr.artifact.ArchiveNames;
import fatbuildr.cli.client.Failure;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Source archives as one tree (artifact-definition.md section 10), as builds lay them out. */
public final class SourceTree {
    private final Path tree;
    private final Unpacker unpacker;
    private final Journal journal;

    /** @param tree a directory that does not exist yet */
    public SourceTree(Path tree, Journal journal) {
        this.tree = tree;
        this.unpacker = new Unpacker(journal);
        this.journal = journal;
    }

    public void main(Path archive) {
        unpacker.unpack(archive, tree);
    }

    /** Into a directory named after the file, with a link of the source's name to it. */
    public void supplementary(String id, Path archive) {
        String name = ArchiveNames.subdirectory(String.valueOf(archive.getFileName()));
        Path directory = tree.resolve(name);
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                journal.warning("Source " + id + " replaces " + name + " of the main source");
                remove(directory);
            }
            unpacker.unpack(archive, directory);
            Path link = tree.resolve(id);
            if (!link.equals(directory)) {
                if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    throw Failure.artifact("source " + id + " needs a link of that name, but the main source has "
                            + "a file or directory " + id + ": give the source another id");
                }
                Files.createSymbolicLink(link, Path.of(name));
            }
        } catch (IOException e) {
            throw Failure.runtime("unable to lay out source " + id + " in " + tree + ": " + e.getMessage(), e);
        }
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
