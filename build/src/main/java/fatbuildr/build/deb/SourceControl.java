package fatbuildr.build.deb;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.nio.file.Path;
import java.util.List;

/** The {@code debian/control} of a source tree: the paragraph of the source, then those of its packages. */
record SourceControl(Path file, Stanza source, List<Stanza> packages) {
    static SourceControl read(Path tree) {
        Path file = tree.resolve("debian/control");
        List<Stanza> stanzas = ControlParser.parse(BuildFiles.text(file, "debian/control"), "debian/control");
        if (stanzas.size() < 2) {
            throw FatbuildrException.invalid(
                    "debian/control needs a paragraph of the source and one of a package at least");
        }
        return new SourceControl(file, stanzas.getFirst(), stanzas.subList(1, stanzas.size()));
    }

    /** Whether a further architecture has anything to build of its own. */
    boolean hasArchitecturePackages() {
        return packages.stream()
                .anyMatch(stanza ->
                        !stanza.get("Architecture").orElse("any").strip().equals("all"));
    }
}
