package fatbuildr.archive;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unpacks tar and zip archives nobody vouches for. Nothing is written outside the target, and the target appears whole
 * or not at all.
 */
public final class ArchiveExtractor {
    private final ExtractionLimits limits;

    public ArchiveExtractor(ExtractionLimits limits) {
        this.limits = limits;
    }

    /** What becomes of the archive's own top directory. */
    public enum Layout {
        /** The target holds the members as they are named. */
        AS_NAMED,
        /** When all members are below one directory, the target is that directory. */
        WITHOUT_TOP_DIRECTORY,
    }

    /**
     * Unpacks into a directory that does not exist yet.
     *
     * @throws FatbuildrException naming the archive, the member and the reason when anything in it is refused
     */
    public void extract(Path archive, Path target, Layout layout) throws InterruptedException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw FatbuildrException.conflict("Cannot unpack archive " + archive.getFileName() + ": "
                    + target.getFileName() + " exists already in " + target.getParent());
        }
        Path directory = FileTree.parent(target);
        try {
            Path temporary = Files.createTempDirectory(directory, ".unpack-");
            try {
                Path root = unpack(archive, temporary, layout);
                Files.move(root, target);
            } finally {
                FileTree.delete(temporary);
            }
        } catch (BadArchiveException e) {
            throw FatbuildrException.invalid("Archive " + archive.getFileName() + " is refused: " + e.getMessage(), e);
        } catch (InvalidPathException e) {
            throw FatbuildrException.external(
                    "Cannot unpack archive " + archive.getFileName() + ": its member \""
                            + MemberName.printable(e.getInput()) + "\" cannot be named in the locale of this program;"
                            + " start it with a UTF-8 one, such as LC_ALL=C.UTF-8",
                    e);
        } catch (ClosedByInterruptException e) {
            throw cancelled(e);
        } catch (IOException e) {
            throw FatbuildrException.external(
                    "Cannot unpack archive " + archive + " into " + target + ": " + FileTree.reason(e), e);
        }
    }

    static InterruptedException cancelled(ClosedByInterruptException cause) {
        Thread.interrupted();
        InterruptedException cancelled = new InterruptedException();
        cancelled.initCause(cause);
        return cancelled;
    }

    private Path unpack(Path archive, Path temporary, Layout layout) throws IOException, InterruptedException {
        Path all = Files.createDirectory(temporary.resolve("all"));
        Files.setPosixFilePermissions(all, TreeUnpacker.permissions(0755));
        TreeUnpacker unpacker = new TreeUnpacker(all, new Budget(limits, Files.size(archive)));
        try (Members members = Members.open(archive, limits)) {
            unpacker.unpack(members);
        }
        List<Path> top = list(all);
        if (top.isEmpty()) {
            throw new BadArchiveException("it is empty");
        }
        Path root = all;
        if (layout == Layout.WITHOUT_TOP_DIRECTORY && top.size() == 1 && LinkCheck.isDirectory(top.getFirst())) {
            root = top.getFirst();
        }
        LinkCheck check = new LinkCheck(root);
        for (Path link : unpacker.symbolicLinks()) {
            check.check(link);
        }
        return root;
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        return entries;
    }
}
