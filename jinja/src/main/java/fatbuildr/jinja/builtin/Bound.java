package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.StringValue;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments sorted to the parameters of a function. */
final class Bound {
    private final String function;
    private final List<String> parameters;
    private final @Nullable Value[] values;
    private final Rendering rendering;

    private Bound(String function, List<String> parameters, Rendering rendering) {
        this.function = function;
        this.parameters = parameters;
        this.values = new @Nullable Value[parameters.size()];
        this.rendering = rendering;
    }

    static Bound bind(String function, List<String> parameters, Arguments arguments, Rendering rendering) {
        Bound bound = new Bound(function, parameters, rendering);
        List<Value> positional = arguments.positional();
        if (positional.size() > parameters.size()) {
            throw new EvaluationException(function + "() takes at most " + parameters.size() + " arguments ("
                    + positional.size() + " given)");
        }
        for (int i = 0; i < positional.size(); i++) {
            bound.values[i] = positional.get(i);
        }
        for (Map.Entry<String, Value> named : arguments.named().entrySet()) {
            int index = parameters.indexOf(named.getKey());
            if (index < 0) {
                throw new EvaluationException(
                        function + "() got an unexpected keyword argument '" + named.getKey() + "'");
            }
            if (bound.values[index] != null) {
                throw new EvaluationException(
                        function + "() got multiple values for argument '" + named.getKey() + "'");
            }
            bound.values[index] = named.getValue();
        }
        return bound;
    }

    Rendering rendering() {
        return rendering;
    }

    boolean has(int index) {
        return values[index] != null;
    }

    Optional<Value> find(int index) {
        return Optional.ofNullable(values[index]);
    }

    /** The argument, unless it is left out or None. */
    Optional<Value> present(int index) {
        return find(index).filter(value -> value != NoneValue.NONE);
    }

    Value get(int index) {
        Value value = values[index];
        if (value == null) {
            throw new EvaluationException(function + "() missing required argument: '" + parameters.get(index) + "'");
        }
        return value;
    }

    Value get(int index, Value byDefault) {
        Value value = values[index];
        return value == null ? byDefault : value;
    }

    /** The printed text of the argument, whatever its type. */
    String text(int index) {
        return paid(rendering.text(get(index)));
    }

    /** Every look at text costs, for most take time in proportion to its length. */
    private String paid(String text) {
        rendering.meter().text(text.length());
        return text;
    }

    /** The argument as text, printed when it is none; keeps markup. */
    TextValue soft(int index) {
        return soft(get(index));
    }

    TextValue soft(Value value) {
        TextValue text = value instanceof TextValue already ? already : new StringValue(rendering.text(value));
        paid(text.text());
        return text;
    }

    /** The argument, which must be text. */
    String string(int index) {
        if (get(index) instanceof TextValue text) {
            return paid(text.text());
        }
        throw new EvaluationException(function + "() argument '" + parameters.get(index) + "' must be str, not "
                + get(index).typeName());
    }

    String string(int index, String byDefault) {
        return has(index) ? string(index) : byDefault;
    }

    int integer(int index) {
        return Numbers.index(get(index));
    }

    int integer(int index, int byDefault) {
        return has(index) ? integer(index) : byDefault;
    }

    boolean flag(int index, boolean byDefault) {
        Value value = values[index];
        return value == null ? byDefault : value.truthy();
    }
}
