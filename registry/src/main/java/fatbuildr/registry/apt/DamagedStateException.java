package fatbuildr.registry.apt;

import java.io.IOException;

/** What is kept beside the indexes to change them cheaply is missing or wrong: they must be made from scratch. */
final class DamagedStateException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedStateException(String message) {
        super(message);
    }

    DamagedStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
