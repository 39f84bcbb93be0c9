package fatbuildr.registry.deb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes all checksums of what is read through it. */
final class DigestingInputStream extends FilterInputStream {
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private long size;

    DigestingInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            md5.update(bytes, offset, count);
            sha1.update(bytes, offset, count);
            sha256.update(bytes, offset, count);
            size += count;
        }
        return count;
    }

    /** Reads, because what is skipped must be in the checksums too. */
    @Override
    public long skip(long wanted) throws IOException {
        byte[] scratch = new byte[(int) Math.min(Math.max(wanted, 0), 64 * 1024)];
        long skipped = 0;
        while (skipped < wanted) {
            int count = read(scratch, 0, (int) Math.min(scratch.length, wanted - skipped));
            if (count < 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    void drain() throws IOException {
        skip(Long.MAX_VALUE);
    }

    /** To be called once, at the end. */
    FileDigests digests() {
        HexFormat hex = HexFormat.of();
        return new FileDigests(
                size, hex.formatHex(md5.digest()), hex.formatHex(sha1.digest()), hex.formatHex(sha256.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
