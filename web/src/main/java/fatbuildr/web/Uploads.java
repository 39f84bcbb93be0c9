package fatbuildr.web;

import fatbuildr.archive.FileTree;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploads land: private directories on the file system of the workspaces, so that accepted files are moved, not
 * copied, or where another process takes them from. Nothing stays here.
 */
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Path directory;
    private final boolean shared;

    private Uploads(Path directory, boolean shared) {
        this.directory = directory;
        this.shared = shared;
    }

    /** For an engine in this process: what a crash left behind goes at the next start. */
    public static Uploads beside(Path workspaces) {
        return new Uploads(workspaces.resolve(".uploads"), false);
    }

    /** In a directory that exists, of this program alone but for who takes from it: who made that clears it. */
    public static Uploads in(Path exchange) {
        return new Uploads(exchange.toAbsolutePath().normalize(), true);
    }

    /** At the start, before anything comes in. */
    public void clear() {
        if (shared) {
            return;
        }
        try {
            FileTree.delete(directory);
        } catch (IOException failure) {
            LOG.warn("cannot remove unfinished uploads below {}: {}", directory, failure.toString());
        }
    }

    Path create() throws IOException {
        if (!shared) {
            Files.createDirectories(directory);
        } else if (!Files.isWritable(directory)) {
            throw FatbuildrException.external(
                    "the drop directory " + directory + " is missing on the server, or is not its own");
        }
        return Files.createTempDirectory(
                directory, "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Removes an upload; one that was taken over is gone already. */
    static void discard(Path upload) {
        try {
            FileTree.delete(upload);
        } catch (IOException failure) {
            LOG.warn("cannot remove the upload {}: {}", upload, failure.toString());
        }
    }
}
