package fatbuildr.engine.registry.deb;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What the indexes of a published suite list, read as a client reads them. */
final class PublishedIndexes {
    private final Path suite;

    PublishedIndexes(Path suite) {
        this.suite = suite;
    }

    static String shown(String component, String architecture, String name, String version) {
        return component + "/" + name + " " + version + " (" + architecture + ")";
    }

    /** Every package once; those for all architectures are in the index of each. */
    Set<String> packages() {
        if (!Files.isDirectory(suite)) {
            return new HashSet<>();
        }
        try (Stream<Path> tree = Files.walk(suite, 3, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> indexes = tree.filter(file -> file.endsWith("Packages.gz") || file.endsWith("Sources.gz"))
                    .toList();
            Set<String> packages = new HashSet<>();
            for (Path index : indexes) {
                read(index, packages);
            }
            return packages;
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot read " + suite + ": " + failure.getMessage(), failure);
        }
    }

    private void read(Path index, Set<String> packages) throws IOException {
        String component = suite.relativize(index).getName(0).toString();
        boolean source = index.endsWith("Sources.gz");
        try (InputStream text = new GZIPInputStream(Files.newInputStream(index))) {
            String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            for (Stanza stanza : ControlParser.parse(all, index.toString())) {
                packages.add(shown(
                        component,
                        source ? PackageRow.SOURCE : stanza.require("Architecture", index.toString()),
                        stanza.require("Package", index.toString()),
                        stanza.require("Version", index.toString())));
            }
        }
    }
}
