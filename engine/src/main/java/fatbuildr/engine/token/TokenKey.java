package fatbuildr.engine.token;

import fatbuildr.engine.store.DurableFiles;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The file of an instance's signing key (http-api.md section 4.3): the text of the file is the secret, every byte. */
public final class TokenKey {
    private static final int RANDOM_BYTES = 32;
    /** What HS512 asks for, and 64 hexadecimal digits have. */
    private static final int LEAST_BYTES = 64;

    private static final int MOST_BYTES = 4096;

    private TokenKey() {}

    static Path file(Path storage, String instance) {
        return storage.resolve(instance).resolve("key");
    }

    /** Makes the key unless there is one. */
    public static void create(Path storage, String instance) throws IOException {
        Path key = file(storage, instance);
        DurableFiles.directory(storage.resolve(instance));
        if (!Files.exists(key)) {
            byte[] secret = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(secret);
            DurableFiles.write(key, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII), "r--------");
        }
    }

    /** Empty when the instance has no key. */
    static Optional<byte[]> read(Path storage, String instance) {
        Path key = file(storage, instance);
        try {
            long size = Files.size(key);
            if (size < LEAST_BYTES || size > MOST_BYTES) {
                throw FatbuildrException.external("The token key " + key + " has " + size + " bytes, not from "
                        + LEAST_BYTES + " to " + MOST_BYTES + ": remove it and restart the daemon to get a new one");
            }
            return Optional.of(Files.readAllBytes(key));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw FatbuildrException.external("The token key " + key + " cannot be read: " + failure, failure);
        }
    }
}
