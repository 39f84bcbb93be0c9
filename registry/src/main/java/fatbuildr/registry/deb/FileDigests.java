package fatbuildr.registry.deb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Size and checksums of a file, hexadecimal in lower case. */
public record FileDigests(long size, String md5, String sha1, String sha256) {

    /** Reads a file once. */
    public static FileDigests of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            DigestingInputStream digesting = new DigestingInputStream(in);
            digesting.drain();
            return digesting.digests();
        }
    }

    /** Of a text held in memory. */
    public static FileDigests of(byte[] bytes) {
        try {
            DigestingInputStream digesting = new DigestingInputStream(new java.io.ByteArrayInputStream(bytes));
            digesting.drain();
            return digesting.digests();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
