package fatbuildr.jinja;

/** A template that cannot be parsed or rendered; the message begins with {@code NAME:LINE: }. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
