package fatbuildr.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream with an error once more than the allowance was read; turns every read failure into a bad archive. */
final class Meter extends FilterInputStream {
    private long allowance = Long.MAX_VALUE;
    private String complaint = "";

    Meter(InputStream in) {
        super(in);
    }

    void allow(long bytes, String complaint) {
        this.allowance = bytes;
        this.complaint = complaint;
    }

    void allowAll() {
        allow(Long.MAX_VALUE, "");
    }

    private void spend(long bytes) throws BadArchiveException {
        allowance -= bytes;
        if (allowance < 0) {
            throw new BadArchiveException(complaint);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            int value = super.read();
            spend(value < 0 ? 0 : 1);
            return value;
        } catch (IOException | RuntimeException e) {
            throw Members.damaged(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            spend(Math.max(count, 0));
            return count;
        } catch (IOException | RuntimeException e) {
            throw Members.damaged(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] waste = new byte[(int) Math.min(Math.max(count, 0), 8192)];
        int got = waste.length == 0 ? 0 : read(waste, 0, waste.length);
        return Math.max(got, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
