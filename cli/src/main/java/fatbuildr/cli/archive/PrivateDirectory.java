package fatbuildr.cli.archive;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that only the user can enter, removed with all it holds. */
public final class PrivateDirectory implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    public static PrivateDirectory create(Path parent) {
        return create(parent, "fatbuildrctl-");
    }

    /** @param prefix of its name */
    public static PrivateDirectory create(Path parent, String prefix) {
        try {
            return new PrivateDirectory(Files.createTempDirectory(parent, prefix));
        } catch (IOException e) {
            throw Failure.runtime("unable to create a temporary directory in " + parent + ": " + e.getMessage(), e)
                    .hint(
                            "the directory has to exist and be writable for you: TMPDIR names one for submissions over HTTP,"
                                    + " members of group fatbuildr may write to the one of D-Bus");
        }
    }

    public Path path() {
        return path;
    }

    /** Tries again when a file appears meanwhile, which happens to an interrupted program. */
    @Override
    public void close() {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
            try (Stream<Path> all = Files.walk(path)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                // What is left is seen by the next attempt.
            }
        }
    }
}
