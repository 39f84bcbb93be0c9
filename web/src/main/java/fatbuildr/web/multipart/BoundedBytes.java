package fatbuildr.web.multipart;

import java.io.ByteArrayOutputStream;

/** Collects the value of a field up to its limit. */
final class BoundedBytes extends ByteArrayOutputStream {
    private final String field;
    private final int limit;

    BoundedBytes(String field, int limit) {
        this.field = field;
        this.limit = limit;
    }

    @Override
    public synchronized void write(byte[] data, int offset, int length) {
        if (size() + length > limit) {
            throw new TooLargeException("the field " + field + " exceeds " + limit + " bytes");
        }
        super.write(data, offset, length);
    }
}
