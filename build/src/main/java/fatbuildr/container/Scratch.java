package fatbuildr.container;

import fatbuildr.archive.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directories of one container, gone with it. */
final class Scratch implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    static Scratch in(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path directory = Files.createTempDirectory(parent, ".container-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Scratch scratch = new Scratch(directory);
        Files.createDirectory(scratch.changes());
        Files.createDirectory(scratch.work());
        Files.createDirectory(scratch.root());
        return scratch;
    }

    Path changes() {
        return directory.resolve("changes");
    }

    Path work() {
        return directory.resolve("work");
    }

    Path root() {
        return directory.resolve("root");
    }

    /** A process that is just being killed may still write once: deletion is tried again then. */
    @Override
    public void close() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                FileTree.delete(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
