package fatbuildr.cli.source;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Digests of files. */
public final class FileDigests {
    private FileDigests() {}

    /** In lower case hexadecimal. */
    public static String of(Path file, ChecksumAlgorithm algorithm) {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm.digestName());
            byte[] piece = new byte[1 << 16];
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                digest.update(piece, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw Failure.runtime("unable to read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first digest that differs, in words. */
    public static Optional<String> mismatch(Path file, Map<ChecksumAlgorithm, String> expected) {
        for (Map.Entry<ChecksumAlgorithm, String> digest : expected.entrySet()) {
            String found = of(file, digest.getKey());
            if (!found.equalsIgnoreCase(digest.getValue())) {
                return Optional.of(digest.getKey().key() + " is " + found + ", expected is " + digest.getValue());
            }
        }
        return Optional.empty();
    }
}
