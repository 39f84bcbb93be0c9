package fatbuildr.web;

import fatbuildr.engine.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
            DurableFiles.deleteTree(directory);
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
            DurableFiles.deleteTree(upload);
        } catch (IOException failure) {
            LOG.warn("cannot remove the upload {}: {}", upload, failure.toString());
        }
    }
}
