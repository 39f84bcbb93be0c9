package fatbuildr.jinja.syntax;

/** Source that is no template; the engine adds the template's name. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    public SyntaxException(int line, String reason) {
        super(reason);
        this.line = line;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
