package fatbuildr.registry.apt;

import java.time.Duration;

/**
 * How a repository is kept.
 *
 * @param keepSuperseded how long a superseded publication and its index files stay readable
 * @param maxPublications most publications of a suite that are kept, however young
 * @param shardBytes text of a shard: what is compressed again when one of its packages changes
 * @param gzipLevel 1 to 9
 * @param zstdLevel 1 to 19
 */
public record AptSettings(Duration keepSuperseded, int maxPublications, int shardBytes, int gzipLevel, int zstdLevel) {
    private static final AptSettings DEFAULTS = new AptSettings(Duration.ofHours(6), 100, 256 * 1024, 6, 3);

    public AptSettings {
        if (keepSuperseded.isNegative() || maxPublications < 2 || shardBytes < 1) {
            throw new IllegalArgumentException("no such repository settings");
        }
    }

    public static AptSettings defaults() {
        return DEFAULTS;
    }
}
