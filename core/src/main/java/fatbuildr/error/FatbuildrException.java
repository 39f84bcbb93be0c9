package fatbuildr.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a message fit for the person who caused it or must mend it: what failed, on what, and what to do
 * next. Anything else that is thrown is a defect of the program.
 */
public final class FatbuildrException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who is to act on a failure; every door maps these to its codes. */
    public enum Kind {
        /** The request is wrong: HTTP 400. */
        INVALID,
        /** The thing named does not exist: HTTP 404. */
        NOT_FOUND,
        /** The request does not fit the present state: HTTP 409. */
        CONFLICT,
        /** The caller may not: HTTP 403. */
        REFUSED,
        /** An external program, server or disk failed: HTTP 502 or a failed task. */
        EXTERNAL,
        /** The daemon cannot be reached at present: HTTP 503. */
        UNAVAILABLE,
    }

    private final Kind kind;

    private FatbuildrException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public static FatbuildrException invalid(String message) {
        return new FatbuildrException(Kind.INVALID, message, null);
    }

    public static FatbuildrException invalid(String message, Throwable cause) {
        return new FatbuildrException(Kind.INVALID, message, cause);
    }

    public static FatbuildrException notFound(String message) {
        return new FatbuildrException(Kind.NOT_FOUND, message, null);
    }

    public static FatbuildrException conflict(String message) {
        return new FatbuildrException(Kind.CONFLICT, message, null);
    }

    public static FatbuildrException refused(String message) {
        return new FatbuildrException(Kind.REFUSED, message, null);
    }

    public static FatbuildrException external(String message) {
        return new FatbuildrException(Kind.EXTERNAL, message, null);
    }

    public static FatbuildrException external(String message, Throwable cause) {
        return new FatbuildrException(Kind.EXTERNAL, message, cause);
    }

    public static FatbuildrException unavailable(String message, Throwable cause) {
        return new FatbuildrException(Kind.UNAVAILABLE, message, cause);
    }

    /** A failure that came from elsewhere. */
    public static FatbuildrException of(Kind kind, String message, Throwable cause) {
        return new FatbuildrException(kind, message, cause);
    }
}
