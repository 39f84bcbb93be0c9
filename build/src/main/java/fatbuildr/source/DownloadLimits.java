package fatbuildr.source;

import java.time.Duration;

/**
 * How long and how large a download may be.
 *
 * @param connect until the connection stands
 * @param idle without a single byte
 * @param total for the whole
 */
public record DownloadLimits(Duration connect, Duration idle, Duration total, long bytes) {
    public static final DownloadLimits DEFAULT =
            new DownloadLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofHours(2), 16L << 30);
}
