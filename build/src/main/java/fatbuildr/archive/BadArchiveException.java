package fatbuildr.archive;

import java.io.IOException;

/** An archive that is damaged or refused: its sender's fault, unlike the other input/output failures. */
final class BadArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    BadArchiveException(String message) {
        super(message);
    }

    BadArchiveException(String message, Throwable cause) {
        super(message, cause);
    }

    static BadArchiveException member(String name, String reason) {
        return new BadArchiveException("member \"" + MemberName.printable(name) + "\" " + reason);
    }
}
