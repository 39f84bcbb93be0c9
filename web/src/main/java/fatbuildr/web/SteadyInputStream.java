package fatbuildr.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request's body that must keep coming: Jetty ends connections that are silent, this ends those that send a byte now
 * and then only to stay.
 */
final class SteadyInputStream extends FilterInputStream {
    static final long BYTES_PER_SECOND = 512;
    static final long GRACE_SECONDS = 30;

    private static final long NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private final long start;
    private long received;

    SteadyInputStream(InputStream body) {
        this(body, System::nanoTime);
    }

    SteadyInputStream(InputStream body, LongSupplier nanoTime) {
        super(body);
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int bytes) throws IOException {
        received += bytes;
        long seconds = (nanoTime.getAsLong() - start) / NANOS - GRACE_SECONDS;
        if (seconds > 0 && received < seconds * BYTES_PER_SECOND) {
            throw new IOException(
                    "the request's body comes too slowly", new TimeoutException("below the least rate of a body"));
        }
    }
}
