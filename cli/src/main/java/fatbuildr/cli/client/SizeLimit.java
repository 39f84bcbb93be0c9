package fatbuildr.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much is taken of what comes from elsewhere. */
public record SizeLimit(long bytes) {
    /** What may come out of a source archive, as on the server. */
    public static final SizeLimit SOURCE = new SizeLimit(16L << 30);

    private static final int PIECE = 1 << 16;

    /** Fails once there is more than the limit, with what came {@code before} it; answers the size of this file. */
    public long copy(InputStream from, Path file, long before) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            byte[] piece = new byte[PIECE];
            long total = 0;
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                total += count;
                if (before + total > bytes) {
                    throw new IOException("it is larger than " + this);
                }
                output.write(piece, 0, count);
            }
            return total;
        }
    }

    @Override
    public String toString() {
        return (bytes >> 20) + " MiB";
    }
}
