package fatbuildr.cli.source;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.SizeLimit;
import fatbuildr.cli.program.Program;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks archives from untrusted hands: GNU tar never writes outside of its directory, and what it made is looked
 * through before anything else reads it.
 */
final class Unpacker {
    private static final int TAR_RECORD = 10_240;

    private final Journal journal;
    private final SizeLimit limit;

    Unpacker(Journal journal) {
        this(journal, SizeLimit.SOURCE);
    }

    Unpacker(Journal journal, SizeLimit limit) {
        this.journal = journal;
        this.limit = limit;
    }

    /** Makes the directory; a single directory at the archive's top is left out. */
    void unpack(Path archive, Path directory) {
        Path whole = directory.resolveSibling("." + directory.getFileName() + ".unpacked");
        try {
            Files.createDirectory(whole);
            extract(archive.toAbsolutePath(), whole);
            Path top = top(whole);
            Files.walkFileTree(top, new Check(archive, top));
            Files.move(top, directory, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(whole);
        } catch (IOException e) {
            throw Failure.runtime("unable to unpack " + archive + ": " + e.getMessage(), e);
        }
    }

    private void extract(Path archive, Path directory) throws IOException {
        if (archive.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            Zip.extract(archive, directory, limit);
            return;
        }
        Program.of(directory, "tar", "--extract", "--no-same-owner", "--no-same-permissions")
                // A bomb: where tar has read so much of what comes out of the decompressor, it is ended.
                .and(List.of(
                        "--checkpoint=" + (limit.bytes() / TAR_RECORD + 1),
                        "--checkpoint-action=exec=echo 'it is larger than " + limit + "' >&2; kill $PPID",
                        "--file"))
                .and(List.of(archive.toString()))
                .with("LC_ALL", "C.UTF-8")
                .succeed("unable to unpack " + archive);
    }

    private static Path top(Path whole) throws IOException {
        try (Stream<Path> entries = Files.list(whole)) {
            List<Path> all = entries.limit(2).toList();
            boolean single = all.size() == 1 && Files.isDirectory(all.getFirst(), LinkOption.NOFOLLOW_LINKS);
            return single ? all.getFirst() : whole;
        }
    }

    /** Refuses what leads out of the tree, and takes repositories away, whose configuration git would obey. */
    private final class Check extends SimpleFileVisitor<Path> {
        private static final Set<PosixFilePermission> OWNER = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

        private final Path archive;
        private final Path root;

        Check(Path archive, Path root) {
            this.archive = archive;
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Set<PosixFilePermission> mode = EnumSet.copyOf(OWNER);
            mode.addAll(Files.getPosixFilePermissions(directory));
            Files.setPosixFilePermissions(directory, mode);
            if (isRepository(directory)) {
                journal.warning("Leaving out " + root.relativize(directory) + " of " + archive.getFileName());
                Files.walkFileTree(directory, new Removal());
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink() && leadsOut(file)) {
                throw Failure.runtime("archive " + archive + " is refused: its link " + root.relativize(file)
                        + " leads out of the tree, to " + Files.readSymbolicLink(file));
            }
            if (attributes.isOther()) {
                throw Failure.runtime("archive " + archive + " is refused: " + root.relativize(file)
                        + " is neither a file, a directory nor a link");
            }
            if (isRepository(file)) {
                journal.warning("Leaving out " + root.relativize(file) + " of " + archive.getFileName());
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isRepository(Path path) {
            return String.valueOf(path.getFileName()).equalsIgnoreCase(".git");
        }

        /** As written, component by component: a link in the middle was looked at itself. */
        private boolean leadsOut(Path link) throws IOException {
            Path target = Files.readSymbolicLink(link);
            if (target.isAbsolute()) {
                return true;
            }
            List<String> at = new ArrayList<>();
            root.relativize(link.resolveSibling("x")).forEach(name -> at.add(name.toString()));
            at.removeLast();
            for (Path name : target) {
                if (name.toString().equals("..")) {
                    if (at.isEmpty()) {
                        return true;
                    }
                    at.removeLast();
                } else if (!name.toString().equals(".")) {
                    at.add(name.toString());
                }
            }
            return false;
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
