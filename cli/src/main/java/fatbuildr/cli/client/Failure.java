package fatbuildr.cli.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ends a command with exit code 1: one line for the user, and what to do next when that is known. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who refused; the text is the beginning of the error line (cli.md section 1.2). */
    public enum Kind {
        PERMISSION("server permission error"),
        SERVER("server error"),
        ARTIFACT("artifact error"),
        RUNTIME("runtime error");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final Kind kind;
    private final @Nullable String hint;
    private final int status;

    private Failure(Kind kind, String message, @Nullable String hint, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
        this.status = status;
    }

    /** The server answered with an error status. */
    public static Failure answered(int status, String message) {
        Kind kind = status == 401 || status == 403 ? Kind.PERMISSION : Kind.SERVER;
        return new Failure(kind, message + " (" + status + ")", null, status, null);
    }

    public static Failure server(String message) {
        return new Failure(Kind.SERVER, message, null, 0, null);
    }

    public static Failure server(String message, Throwable cause) {
        return new Failure(Kind.SERVER, message, null, 0, cause);
    }

    /** The caller may not. */
    public static Failure permission(String message) {
        return new Failure(Kind.PERMISSION, message, null, 0, null);
    }

    public static Failure artifact(String message) {
        return new Failure(Kind.ARTIFACT, message, null, 0, null);
    }

    public static Failure runtime(String message) {
        return new Failure(Kind.RUNTIME, message, null, 0, null);
    }

    public static Failure runtime(String message, Throwable cause) {
        return new Failure(Kind.RUNTIME, message, null, 0, cause);
    }

    /** The same failure with the next step for the user. */
    public Failure hint(String next) {
        return new Failure(kind, text(), next, status, this);
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** HTTP status of the answer, 0 when the server did not answer. */
    public int status() {
        return status;
    }
}
