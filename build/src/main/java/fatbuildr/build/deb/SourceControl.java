package fatbuildr.build.deb;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The {@code debian/control} of a source tree: the paragraph of the source, then those of its packages. */
record SourceControl(Path file, Stanza source, List<Stanza> packages) {
    static SourceControl read(Path tree) {
        Path file = tree.resolve("debian/control");
        try {
            List<Stanza> stanzas = ControlParser.parse(Files.readString(file), "debian/control");
            if (stanzas.size() < 2) {
                throw FatbuildrException.invalid(
                        "debian/control needs a paragraph of the source and one of a package at least");
            }
            return new SourceControl(file, stanzas.getFirst(), stanzas.subList(1, stanzas.size()));
        } catch (IOException e) {
            throw BuildFiles.failed("read " + file, e);
        }
    }

    /** Whether a further architecture has anything to build of its own. */
    boolean hasArchitecturePackages() {
        return packages.stream()
                .anyMatch(stanza ->
                        !stanza.get("Architecture").orElse("any").strip().equals("all"));
    }
}
