package fatbuildr.engine.registry.deb;

import fatbuildr.registry.deb.DebVersion;
import java.nio.file.Path;
import java.util.List;

/**
 * A package about to be published.
 *
 * @param row its row, without an id yet
 * @param stanza its index stanza
 */
record Incoming(PackageRow row, String stanza, List<IncomingFile> files) {
    Incoming {
        files = List.copyOf(files);
    }

    /**
     * A file for the pool.
     *
     * @param path where it goes, relative to the registry
     * @param origin where it is now
     */
    record IncomingFile(String path, Path origin, long size, String sha256) {}

    DebVersion version() {
        return row.version();
    }
}
