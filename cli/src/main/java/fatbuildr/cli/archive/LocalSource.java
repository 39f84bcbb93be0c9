package fatbuildr.cli.archive;

import fatbuildr.cli.client.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of {@code --sources}: {@code [ID#][VERSION@]DIRECTORY} (cli.md section 7).
 *
 * @param id source id, that of the main source by default
 * @param version empty for the one that the definition declares
 */
public record LocalSource(String id, Optional<String> version, Path directory) {
    /**
     * A value that is an existing directory as a whole is one, whatever signs its name holds.
     *
     * @param mainSource id of the main source
     * @param path makes a path of a directory as written, {@code ~/} included
     */
    public static LocalSource parse(String value, String mainSource, Function<String, Path> path) {
        Path whole = path.apply(value);
        if (Files.isDirectory(whole)) {
            return new LocalSource(mainSource, Optional.empty(), whole);
        }
        int hash = value.indexOf('#');
        String id = hash < 0 ? mainSource : value.substring(0, hash);
        String rest = value.substring(hash + 1);
        int at = rest.indexOf('@');
        Optional<String> version = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        String directory = rest.substring(at + 1);
        if (id.isEmpty()
                || directory.isEmpty()
                || version.filter(String::isEmpty).isPresent()) {
            throw Failure.runtime("local source " + value + " is not of the form [ID#][VERSION@]DIRECTORY");
        }
        Path found = path.apply(directory);
        if (!Files.isDirectory(found)) {
            throw Failure.runtime("directory " + found + " of local source " + value + " does not exist");
        }
        return new LocalSource(id, version, found);
    }
}
