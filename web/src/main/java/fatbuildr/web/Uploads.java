package fatbuildr.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploads land: private directories on the workspaces' file system, so that accepted files are moved, not copied.
 * Nothing stays here: what a crash left behind goes at the next start.
 */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Path directory;

    Uploads(Path workspaces) {
        this.directory = workspaces.resolve(".uploads");
    }

    void clear() {
        try {
            delete(directory);
        } catch (IOException failure) {
            LOG.warn("cannot remove unfinished uploads below {}: {}", directory, failure.toString());
        }
    }

    Path create() throws IOException {
        Files.createDirectories(directory);
        return Files.createTempDirectory(
                directory, "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Removes an upload; one that was taken over is gone already. */
    static void discard(Path upload) {
        try {
            delete(upload);
        } catch (IOException failure) {
            LOG.warn("cannot remove the upload {}: {}", upload, failure.toString());
        }
    }

    private static void delete(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            LOG.trace("{} is gone already", root);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
