package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DebPackage;
import fatbuildr.registry.deb.DscPackage;
import fatbuildr.registry.deb.FileDigests;
import fatbuildr.registry.deb.ListedFile;
import fatbuildr.registry.deb.PackageName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The package files of a repository: {@code pool/COMPONENT/PREFIX/SOURCE/FILE}, none ever changed in place. */
public final class Pool {
    private static final String TEMPORARY = ".new-";
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path root;
    private final Disk disk;

    Pool(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /**
     * A file's place in the pool.
     *
     * @param path below the repository's root
     * @param created false when the same content was there already
     */
    public record Placed(String path, boolean created) {}

    /** Where the files of a source package and its binaries lie, below the repository's root. */
    public static String directory(String component, String source) {
        SuiteDescription.checkWord("component", component);
        PackageName.check(source, "pool");
        String prefix =
                source.startsWith("lib") && source.length() > 3 ? source.substring(0, 4) : source.substring(0, 1);
        return "pool/" + component + "/" + prefix + "/" + source;
    }

    /** Starts to add files; nothing is in the pool before {@link Batch#commit}. */
    public Batch batch() {
        return new Batch();
    }

    /** The file at a path that {@link Placed#path} gave. */
    public Path file(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.resolve("pool"))) {
            throw FatbuildrException.invalid("Path " + path + " is not in the pool");
        }
        return file;
    }

    /** Removes files, and the directories that are empty then; what is not there is no error. */
    public void remove(List<String> paths) {
        for (String path : paths) {
            Path file = file(path);
            guarded("remove " + path, () -> {
                disk.delete(file);
                Path directory = file.getParent();
                while (directory != null
                        && !directory.equals(root.resolve("pool"))
                        && Files.isDirectory(directory)
                        && Disk.children(directory).isEmpty()) {
                    disk.delete(directory);
                    directory = directory.getParent();
                }
                return path;
            });
        }
    }

    /** Files that enter the pool together, made durable together. Several threads may add to it at once. */
    public final class Batch {
        private record Pending(Path temporary, Path target, FileDigests digests) {}

        private final Map<Path, Pending> pending = new ConcurrentHashMap<>();

        private Batch() {}

        /** Adds a binary package. */
        public Placed add(String component, DebPackage deb) {
            String directory = directory(component, deb.source().name());
            return add(directory, deb.fileName(), deb.file(), deb.digests());
        }

        /** Adds a source package with all its files; the result is what was placed, the {@code .dsc} first. */
        public List<Placed> add(String component, DscPackage dsc) {
            String directory = directory(component, dsc.name());
            List<Placed> placed = new ArrayList<>();
            placed.add(add(directory, dsc.fileName(), dsc.dsc(), dsc.digests()));
            for (ListedFile file : dsc.files()) {
                placed.add(add(directory, file.name(), file.path(), file.digests()));
            }
            return placed;
        }

        /** Makes all files durable and visible; on failure those that were not there before are taken back. */
        public void commit() {
            List<Path> done = new ArrayList<>();
            try {
                guarded("write into the pool", () -> {
                    Set<Path> directories = new LinkedHashSet<>();
                    DiskSync.files(
                            disk,
                            pending.values().stream().map(Pending::temporary).toList(),
                            root);
                    for (Pending file : pending.values()) {
                        disk.rename(file.temporary(), file.target());
                        done.add(file.target());
                        for (Path at = file.target().getParent();
                                at != null && at.startsWith(root) && directories.add(at); ) {
                            at = at.getParent();
                        }
                    }
                    DiskSync.directories(disk, List.copyOf(directories), root);
                    return done;
                });
                pending.clear();
            } catch (FatbuildrException e) {
                takeBack(done, e);
                throw e;
            }
        }

        /** Drops what was added since the last commit. */
        public void discard() {
            takeBack(List.of(), null);
        }

        private Placed add(String directory, String name, Path source, FileDigests digests) {
            PackageName.checkFile(name, "pool");
            Path target = root.resolve(directory).resolve(name);
            return attempt("add " + name + " to the pool", () -> {
                if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    same(FileDigests.of(target), name, digests);
                    return new Placed(directory + "/" + name, false);
                }
                Path temporary = target.resolveSibling(TEMPORARY + name);
                Pending twice = pending.putIfAbsent(target, new Pending(temporary, target, digests));
                if (twice != null) {
                    same(twice.digests(), name, digests);
                    return new Placed(directory + "/" + name, false);
                }
                disk.createDirectories(root.resolve(directory));
                place(source, temporary, digests);
                return new Placed(directory + "/" + name, true);
            });
        }

        private void takeBack(List<Path> done, @Nullable Exception cause) {
            for (Path file : done) {
                remove(file, cause);
            }
            for (Pending file : pending.values()) {
                remove(file.temporary(), cause);
            }
            pending.clear();
        }

        private void remove(Path file, @Nullable Exception cause) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
        }
    }

    /** A second name for the same file where possible: package files are never written to again. */
    private void place(Path source, Path temporary, FileDigests digests) throws IOException {
        try {
            disk.link(source, temporary);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Uninterruptible.call(() -> copy(source, temporary));
        }
        // a link set in the place of the file since it was read must not lead anywhere
        if (!Files.isRegularFile(temporary, LinkOption.NOFOLLOW_LINKS) || Files.size(temporary) != digests.size()) {
            throw new IOException(source + " has changed since it was read");
        }
        Files.setPosixFilePermissions(temporary, READABLE);
    }

    private Path copy(Path source, Path temporary) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = disk.create(temporary)) {
            long size = in.size();
            for (long done = 0; done < size; ) {
                long count = in.transferTo(done, size - done, out);
                if (count <= 0) {
                    throw new IOException(source + " is being cut short");
                }
                done += count;
            }
            return temporary;
        }
    }

    private static void same(FileDigests existing, String name, FileDigests digests) {
        if (!existing.sha256().equals(digests.sha256())) {
            throw FatbuildrException.conflict("File " + name + " is already registered with different content: "
                    + "publish a higher version, or delete the published one first");
        }
    }

    private <T> T guarded(String what, Uninterruptible.Task<T> task) {
        return attempt(what, () -> Uninterruptible.call(task));
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    private <T> T attempt(String what, Attempt<T> task) {
        try {
            return task.run();
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot " + what + " in " + root + ": " + Uninterruptible.reason(e), e);
        }
    }
}
