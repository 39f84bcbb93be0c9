package fatbuildr.registry.deb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** At most a number of bytes: past it either the end of the stream or, for untrusted expansions, an error. */
final class BoundedInputStream extends FilterInputStream {
    private final boolean strict;
    private final String what;
    private final long limit;
    private long left;

    private BoundedInputStream(InputStream in, long limit, boolean strict, String what) {
        super(in);
        this.limit = limit;
        this.left = limit;
        this.strict = strict;
        this.what = what;
    }

    /** Ends after {@code length} bytes; closing it leaves {@code in} open. */
    static BoundedInputStream part(InputStream in, long length, String what) {
        return new BoundedInputStream(in, length, false, what);
    }

    /** Fails when there are more than {@code limit} bytes. */
    static BoundedInputStream limited(InputStream in, long limit, String what) {
        return new BoundedInputStream(in, limit, true, what);
    }

    long left() {
        return left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            if (strict && in.read() >= 0) {
                throw new IOException(what + " has more than " + limit + " bytes when unpacked");
            }
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count > 0) {
            left -= count;
        }
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long count = in.skip(Math.min(wanted, left));
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (strict) {
            in.close();
        }
    }
}
