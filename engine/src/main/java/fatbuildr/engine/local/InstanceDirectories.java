package fatbuildr.engine.local;

import fatbuildr.config.Settings;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the directories an instance needs before anything else (config.md section 2.6). */
final class InstanceDirectories {
    private static final int KEY_BYTES = 32;

    private InstanceDirectories() {}

    static void create(Settings settings, String id) {
        try {
            DurableFiles.directory(settings.tasks().workspaces().resolve(id));
            DurableFiles.directory(settings.dirs().cache().resolve(id));
            tokenKey(settings.tokens().storage().resolve(id));
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot make the directories of instance " + id + ": " + failure.getMessage(), failure);
        }
    }

    /** The secret that signs tokens; the text of the file is the secret. */
    private static void tokenKey(Path directory) throws IOException {
        DurableFiles.directory(directory);
        Path key = directory.resolve("key");
        if (!Files.exists(key)) {
            byte[] secret = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(secret);
            DurableFiles.write(key, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII), "r--------");
        }
    }
}
