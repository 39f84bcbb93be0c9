package fatbuildr.jinja.value;

import java.util.function.UnaryOperator;

/**
 * Code of the host that a template may call as a filter (the filtered value is the first argument), as a test (its
 * truth counts) or as a function. Reports bad input with {@link EvaluationException}.
 */
@FunctionalInterface
public interface HostFunction {
    Value call(Arguments arguments, Rendering rendering);

    /** A filter from text to text. */
    static HostFunction ofText(UnaryOperator<String> operator) {
        return (arguments, rendering) -> Value.of(operator.apply(rendering.text(arguments.get(0))));
    }
}
