package fatbuildr.engine.registry.deb;

import fatbuildr.registry.apt.Pool;
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

    /**
     * A file of a package.
     *
     * @param path relative to the registry
     */
    record PoolFile(String path, long size, String sha256) {}
}
