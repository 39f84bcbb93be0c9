package fatbuildr.jinja.value;

/** An operation a value refuses; the engine adds the template's name and line. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public EvaluationException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
