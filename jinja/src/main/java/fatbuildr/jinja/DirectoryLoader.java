package fatbuildr.jinja;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Templates of one directory; no name and no symbolic link leads out of it. */
public final class DirectoryLoader implements TemplateLoader {
    private static final long MAX_SIZE = 4L << 20;

    private final Path directory;

    public DirectoryLoader(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<String> source(String name) {
        try {
            Path root = directory.toRealPath();
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root) || !Files.exists(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root) || !Files.isRegularFile(real)) {
                return Optional.empty();
            }
            if (Files.size(real) > MAX_SIZE) {
                throw new TemplateException(name + ":1: template is larger than " + MAX_SIZE + " bytes");
            }
            return Optional.of(Files.readString(real));
        } catch (InvalidPathException | NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new TemplateException(name + ":1: cannot be read as UTF-8 text: " + failure.getMessage(), failure);
        }
    }
}
