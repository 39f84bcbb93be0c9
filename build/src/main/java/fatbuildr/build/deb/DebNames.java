package fatbuildr.build.deb;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that Debian source packages restrict more than we do, refused before dpkg-source does. */
final class DebNames {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    private static final Pattern PATCH = Pattern.compile("[^\\s#]+");

    private DebNames() {}

    static String source(String artifact) {
        if (!SOURCE.matcher(artifact).matches()) {
            throw FatbuildrException.invalid("Artifact " + artifact + " cannot be built as deb: names of Debian source"
                    + " packages have at least two characters, only a-z, 0-9, +, - and .");
        }
        return artifact;
    }

    /** A line of the series ends at a blank, and comments begin with a hash. */
    static String patch(String name) {
        if (!PATCH.matcher(name).matches()) {
            throw FatbuildrException.invalid(
                    "Patch \"" + name + "\" cannot be listed in a series: rename it, without" + " blanks and #");
        }
        return name;
    }

    /** The registry finds a source package by the artifact's name. */
    static void requireSource(Path debian, String artifact) throws IOException {
        Path control = debian.resolve("control");
        if (!Files.isRegularFile(control)) {
            throw FatbuildrException.invalid("The artifact definition has no deb/control (or deb/control.j2)");
        }
        Optional<String> source = BuildFiles.text(control, "deb/control")
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("source:"))
                .map(line -> line.substring("source:".length()).strip())
                .findFirst();
        if (!source.equals(Optional.of(artifact))) {
            throw FatbuildrException.invalid("deb/control must name the source package after the artifact, Source: "
                    + artifact + ", but it has "
                    + source.map(name -> "Source: " + name).orElse("no such field"));
        }
    }
}
