package fatbuildr.engine.registry.deb;

import fatbuildr.registry.apt.Pool;
import fatbuildr.registry.deb.ControlParser;
import java.util.List;
import java.util.function.Consumer;

/**
 * A package about to be published.
 *
 * @param row its row, without an id yet
 * @param stanza its index stanza
 * @param placing puts its files into the pool
 */
record Incoming(PackageRow row, String stanza, List<PoolFile> files, Consumer<Pool.Batch> placing) {
    Incoming {
        files = List.copyOf(files);
    }

    /** What a binary package provides: the field of its stanza, on one line. */
    String provides() {
        if (row.architecture().equals(PackageRow.SOURCE)) {
            return "";
        }
        return ControlParser.parseOne(stanza, row.name())
                .get("Provides")
                .map(field -> field.replace('\n', ' '))
                .orElse("");
    }

    /**
     * A file of a package.
     *
     * @param path relative to the registry
     */
    record PoolFile(String path, long size, String sha256) {}
}
