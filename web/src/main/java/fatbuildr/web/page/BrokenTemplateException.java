package fatbuildr.web.page;

/** A template that cannot be used; the message names it and the line. */
public final class BrokenTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenTemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
