package fatbuildr.environment;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The definition file of an image: names of packages, one or more a line, {@code #} starts a comment. */
final class ImageDefinition {
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?");

    private ImageDefinition() {}

    static List<String> packages(Path file) throws IOException {
        List<String> packages = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            for (String word : line.replaceFirst("#.*", "").strip().split("\\s+", -1)) {
                if (word.isEmpty()) {
                    continue;
                }
                if (!PACKAGE.matcher(word).matches()) {
                    throw FatbuildrException.invalid(file + ":" + number + ": not the name of a package: " + word);
                }
                packages.add(word);
            }
        }
        return packages;
    }
}
