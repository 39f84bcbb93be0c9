package fatbuildr.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of the program, written by the build. */
public final class Version {
    private Version() {}

    public static String text() {
        try (InputStream resource = Version.class.getResourceAsStream("version")) {
            if (resource == null) {
                throw new IllegalStateException("the program is packed without its version");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
