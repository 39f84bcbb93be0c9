package fatbuildr.jinja.value;

/** An operation a value refuses; the engine adds the template's name and line. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String reason) {
        super(reason);
    }
}
