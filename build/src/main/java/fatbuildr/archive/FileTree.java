package fatbuildr.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Directories as wholes; links are taken as links, never followed. */
public final class FileTree {
    private FileTree() {}

    /**
     * Deletes a file or directory with all below; neither directories that nobody may write to are a hindrance, nor a
     * tree so deep that the system takes no path of its lowest parts.
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        Deletion deletion = new Deletion(path);
        Files.walkFileTree(path, deletion);
        while (!deletion.deep.isEmpty()) {
            Files.walkFileTree(deletion.deep.removeFirst(), deletion);
        }
        Files.deleteIfExists(path);
    }

    /** What is deep is moved up to be deleted after all else. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        private static final int DEEP = 1_000;

        private final Path top;
        private final Deque<Path> deep = new ArrayDeque<>();

        Deletion(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            try {
                makeWritable(directory);
            } catch (NoSuchFileException vanished) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (directory.toString().length() - top.toString().length() <= DEEP) {
                return FileVisitResult.CONTINUE;
            }
            Path moved = top.resolve(".deep-" + UUID.randomUUID());
            Files.move(directory, moved);
            deep.addLast(moved);
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof AccessDeniedException && Files.isDirectory(file, NOFOLLOW_LINKS)) {
                makeWritable(file);
                Files.walkFileTree(file, this);
            } else if (!(e instanceof NoSuchFileException)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            if (!directory.equals(top)) {
                Files.deleteIfExists(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static void makeWritable(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS);
        Set<PosixFilePermission> needed = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (!permissions.containsAll(needed)) {
            needed.addAll(permissions);
            Files.setPosixFilePermissions(directory, needed);
        }
    }

    /**
     * The sum of the sizes of all plain files, but of those that vanish meanwhile or lie too deep; more than
     * {@code enough} is not counted to its end.
     */
    public static long size(Path path, long enough) throws IOException {
        LongAdder sum = new LongAdder();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.add(attributes.isRegularFile() ? attributes.size() : 0);
                return sum.sum() > enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.sum();
    }

    /** Copies a directory with modes and times; the target does not exist. */
    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path made = Files.createDirectory(to.resolve(from.relativize(directory)));
                Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The reason of an input/output failure in words: the system's, without the file's name when it has one. */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }

    static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("The root directory cannot be written as a whole");
        }
        return parent;
    }
}
