package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import fatbuildr.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code rename.j2} or {@code rename} of a definition: files and directories to rename once the version is known. */
public final class RenamingRules {
    private static final String PLAIN = "rename";
    private static final String TEMPLATE = "rename.j2";

    private final Path directory;
    private final Consumer<String> warnings;

    private RenamingRules(Path directory, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
    }

    /**
     * Applies the rules of the directory, if it has any. A rule that cannot be applied, or leads out of the directory,
     * is a warning.
     */
    public static void apply(Path directory, Templates templates, Map<String, ?> variables, Consumer<String> warnings) {
        try {
            RenamingRules rules = new RenamingRules(directory.toRealPath(), warnings);
            for (String line : text(directory, templates, variables)
                    .lines()
                    .map(String::strip)
                    .toList()) {
                if (!line.isEmpty()) {
                    rules.apply(line);
                }
            }
        } catch (IOException failure) {
            throw FatbuildrException.external("renaming in " + directory + " failed: " + failure, failure);
        }
    }

    private static String text(Path directory, Templates templates, Map<String, ?> variables) {
        for (String name : List.of(TEMPLATE, PLAIN)) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                return name.equals(TEMPLATE) ? templates.render(name, file, variables) : Templates.read(name, file);
            }
        }
        return "";
    }

    private void apply(String line) throws IOException {
        String[] parts = line.split(" ", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            warn(line, "SOURCE DESTINATION is expected, separated by one space");
            return;
        }
        Optional<Path> source = resolve(line, parts[0]);
        Optional<Path> destination = resolve(line, parts[1]);
        if (source.isEmpty() || destination.isEmpty()) {
            return;
        }
        if (!Files.exists(source.get(), LinkOption.NOFOLLOW_LINKS)) {
            warn(line, parts[0] + " does not exist");
        } else if (Files.isDirectory(destination.get(), LinkOption.NOFOLLOW_LINKS)) {
            warn(line, parts[1] + " is a directory already");
        } else if (destination.get().startsWith(source.get())) {
            warn(line, parts[1] + " is inside " + parts[0]);
        } else {
            Files.move(source.get(), destination.get(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The path inside the directory; its parent is resolved through links, the last name is not. */
    private Optional<Path> resolve(String line, String text) throws IOException {
        try {
            Path path = directory.resolve(text).normalize();
            Path parent = path.getParent();
            if (path.equals(directory) || !path.startsWith(directory) || parent == null) {
                warn(line, text + " leads out of the definition");
                return Optional.empty();
            }
            if (!Files.isDirectory(parent)) {
                warn(line, "there is no directory for " + text);
                return Optional.empty();
            }
            Path real = parent.toRealPath();
            if (!real.startsWith(directory)) {
                warn(line, text + " leads out of the definition");
                return Optional.empty();
            }
            return Optional.of(real.resolve(path.getFileName()));
        } catch (InvalidPathException malformed) {
            warn(line, "not a path: " + malformed.getReason());
            return Optional.empty();
        }
    }

    private void warn(String line, String reason) {
        warnings.accept("renaming rule \"" + line + "\" ignored: " + reason);
    }
}
