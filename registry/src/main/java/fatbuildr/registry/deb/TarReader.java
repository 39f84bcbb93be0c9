package fatbuildr.registry.deb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks the members of a tar archive (ustar, GNU long names, pax). Our own because long names and pax headers
 * come from untrusted hands and must be bounded before they are in memory.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int MAX_LONG_NAME = 64 * 1024;
    private static final int MAX_PAX = 1024 * 1024;

    /**
     * A member.
     *
     * @param path as written, such as {@code ./usr/bin/hello}
     * @param type the tar type flag, {@code '0'} for regular files
     */
    record Member(String path, char type, long size, String link, InputStream content) {
        boolean isFile() {
            return type == '0';
        }

        boolean isDirectory() {
            return type == '5';
        }

        boolean isLink() {
            return type == '2';
        }

        /** The path without leading {@code ./} or {@code /} and without a slash at the end. */
        String plainPath() {
            return path.replaceFirst("^(\\./+|/+)+", "").replaceFirst("/+$", "");
        }
    }

    private final InputStream in;
    private final long maxMembers;
    private long members;
    private long unread;
    private @Nullable BoundedInputStream content;
    private @Nullable String longName;
    private @Nullable String longLink;
    private final PaxFields pax = new PaxFields();

    TarReader(InputStream in, long maxMembers) {
        this.in = in;
        this.maxMembers = maxMembers;
    }

    /** The next real member, or null at the end of the archive. */
    @Nullable
    Member next() throws IOException {
        while (true) {
            skipCurrent();
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                return null;
            }
            if (header.length < BLOCK) {
                throw new EOFException("tar archive is cut short");
            }
            checkSum(header);
            if (++members > maxMembers) {
                throw new IOException("more than " + maxMembers + " members in the archive");
            }
            char type = header[156] == 0 || header[156] == '7' ? '0' : (char) (header[156] & 0xff);
            long size = number(header, 124, 12);
            switch (type) {
                case 'L' -> longName = extension(size, MAX_LONG_NAME);
                case 'K' -> longLink = extension(size, MAX_LONG_NAME);
                case 'x' -> pax.read(extension(size, MAX_PAX));
                case 'g' -> extension(size, MAX_PAX);
                case 'S' -> throw new IOException("sparse members are not supported");
                default -> {
                    return member(header, type, size);
                }
            }
        }
    }

    private Member member(byte[] header, char type, long size) throws IOException {
        boolean hasContent = type == '0';
        long length = hasContent ? pax.size(size) : 0;
        String path = pax.path(longName != null ? longName : ustarPath(header));
        String link = pax.link(longLink != null ? longLink : text(header, 157, 100));
        longName = null;
        longLink = null;
        pax.clear();
        boolean oldDirectory = type == '0' && path.endsWith("/");
        return new Member(path, oldDirectory ? '5' : type, length, link, open(length));
    }

    private BoundedInputStream open(long size) {
        BoundedInputStream opened = BoundedInputStream.part(in, size, "tar member");
        unread = (BLOCK - size % BLOCK) % BLOCK;
        content = opened;
        return opened;
    }

    private void skipCurrent() throws IOException {
        BoundedInputStream open = content;
        if (open != null) {
            in.skipNBytes(open.left() + unread);
            content = null;
        }
    }

    private String extension(long size, int max) throws IOException {
        if (size > max) {
            throw new IOException("tar extension header of " + size + " bytes");
        }
        BoundedInputStream opened = open(size);
        byte[] bytes = opened.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException("tar archive is cut short");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    private static String ustarPath(byte[] header) {
        String name = text(header, 0, 100);
        boolean ustar = header[257] == 'u' && header[262] == 0 && header[345] != 0;
        return ustar ? text(header, 345, 155) + "/" + name : name;
    }

    private static String text(byte[] header, int from, int max) {
        int length = 0;
        while (length < max && header[from + length] != 0) {
            length++;
        }
        return new String(header, from, length, StandardCharsets.UTF_8);
    }

    /** Octal, or base 256 when the first bit is set. */
    private static long number(byte[] header, int from, int length) throws IOException {
        if ((header[from] & 0x80) != 0) {
            long value = header[from] & 0x7f;
            for (int i = 1; i < length; i++) {
                if (value >= 1L << 54) {
                    throw new IOException("number out of range in a tar header");
                }
                value = (value << 8) | (header[from + i] & 0xff);
            }
            return value;
        }
        String octal = text(header, from, length).strip();
        if (!octal.chars().allMatch(c -> c >= '0' && c <= '7')) {
            throw new IOException("damaged tar header");
        }
        return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    }

    private static void checkSum(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw new IOException("damaged tar header: wrong checksum");
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
