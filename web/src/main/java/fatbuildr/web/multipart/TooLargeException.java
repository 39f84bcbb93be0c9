package fatbuildr.web.multipart;

/** A request that exceeds one of the {@link Limits}: HTTP 413. */
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
