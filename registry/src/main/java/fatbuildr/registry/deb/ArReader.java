package fatbuildr.registry.deb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks the members of an {@code ar} archive in the plain form that {@code .deb} files use. */
final class ArReader {
    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 60;

    /** A member; its content must be read before the next one is asked for. */
    record Member(String name, long size, BoundedInputStream content) {}

    private final InputStream in;
    private long unread;
    private long remaining;
    private @Nullable Member current;

    /**
     * @param size bytes of the whole archive
     */
    ArReader(InputStream in, long size) throws IOException {
        this.in = in;
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("not a Debian package: ar signature is missing");
        }
        this.remaining = size - MAGIC.length;
    }

    /** The next member, or null at the end. */
    @Nullable
    Member next() throws IOException {
        finishCurrent();
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return null;
        }
        remaining -= header.length;
        if (header.length < HEADER || header[58] != '`' || header[59] != '\n') {
            throw new IOException("damaged ar member header");
        }
        String name = text(header, 0, 16);
        long size = decimal(text(header, 48, 10));
        if (size > remaining) {
            throw new EOFException("ar member " + printable(name) + " is cut short");
        }
        unread = size + (size & 1);
        remaining -= unread;
        current = new Member(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
                size,
                BoundedInputStream.part(in, size, name));
        return current;
    }

    private void finishCurrent() throws IOException {
        Member member = current;
        if (member != null) {
            long left = member.content().left() + (member.size() & 1);
            long skipped = in.skip(left);
            // the padding byte after the last member may be left out
            if (skipped < left - (member.size() & 1)) {
                throw new EOFException("ar member " + printable(member.name()) + " is cut short");
            }
            current = null;
        }
    }

    private static String text(byte[] header, int from, int length) {
        return new String(header, from, length, StandardCharsets.US_ASCII).stripTrailing();
    }

    private static long decimal(String digits) throws IOException {
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IOException("ar member size is not a number");
        }
        return Long.parseLong(digits);
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
