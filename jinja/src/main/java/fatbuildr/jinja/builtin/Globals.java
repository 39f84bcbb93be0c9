package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.RangeValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions every template may call by name. */
final class Globals {
    private static final int MAX_RANGE_BITS = 61;

    private Globals() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("range", Globals::range)
                .add("dict", Globals::dict)
                .add(
                        "namespace",
                        (arguments, rendering) ->
                                Value.object(new Namespace(dict(arguments, rendering), rendering.meter())))
                .add("cycler", Globals::cycler)
                .add("joiner", arguments -> Value.object(new Joiner(arguments.get(0, Value.of(", ")))), "sep")
                .functions();
    }

    private static Value range(Arguments arguments, Rendering rendering) {
        List<Value> values = arguments.positional();
        if (values.isEmpty() || values.size() > 3 || !arguments.named().isEmpty()) {
            throw new EvaluationException("range expected 1 to 3 arguments, got " + values.size());
        }
        long first = whole(values.getFirst());
        RangeValue range = values.size() == 1
                ? new RangeValue(0, first, 1)
                : new RangeValue(first, whole(values.get(1)), values.size() == 2 ? 1 : whole(values.get(2)));
        int limit = rendering.meter().limits().range();
        if (range.size() > limit) {
            throw new EvaluationException("Range too big: it may have at most " + limit + " items.");
        }
        return range;
    }

    private static long whole(Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer == null) {
            throw new EvaluationException("'" + value.typeName() + "' object cannot be interpreted as an integer");
        }
        if (integer.bitLength() > MAX_RANGE_BITS) {
            throw new EvaluationException("range() argument is too large");
        }
        return integer.longValue();
    }

    /** {@code dict(mapping or pairs, name=value)}. */
    static DictValue dict(Arguments arguments, Rendering rendering) {
        if (arguments.positional().size() > 1) {
            throw new EvaluationException("dict expected at most 1 argument");
        }
        DictValue dict = new DictValue();
        if (!arguments.positional().isEmpty()) {
            update(dict, arguments.get(0), rendering);
        }
        arguments.named().forEach((name, value) -> dict.put(Value.of(name), value));
        return dict;
    }

    static void update(DictValue dict, Value source, Rendering rendering) {
        if (source instanceof DictValue other) {
            rendering.meter().steps(other.entries().size());
            dict.entries().putAll(other.entries());
            return;
        }
        for (Value item : Iteration.each(source, rendering.meter())) {
            List<Value> pair = Iteration.list(item, rendering.meter());
            if (pair.size() != 2) {
                throw new EvaluationException(
                        "dictionary update sequence element has length " + pair.size() + "; 2 is required");
            }
            dict.put(pair.get(0), pair.get(1));
        }
    }

    private static Value cycler(Arguments arguments, Rendering rendering) {
        if (arguments.positional().isEmpty()) {
            throw new EvaluationException("at least one item has to be provided");
        }
        return Value.object(new Cycler(arguments.positional()));
    }

    private static final class Cycler implements HostObject {
        private final List<Value> items;
        private int position;

        Cycler(List<Value> items) {
            this.items = items;
        }

        @Override
        public Optional<Value> attribute(String name) {
            return switch (name) {
                case "current" -> Optional.of(items.get(position));
                case "pos" -> Optional.of(IntValue.of(position));
                case "next" -> Optional.of(Value.function("next", Builtin.of("next", arguments -> next())));
                case "reset" -> Optional.of(Value.function("reset", Builtin.of("reset", arguments -> reset())));
                default -> Optional.empty();
            };
        }

        private Value next() {
            Value current = items.get(position);
            position = (position + 1) % items.size();
            return current;
        }

        private Value reset() {
            position = 0;
            return Value.none();
        }

        @Override
        public String text() {
            return "<cycler>";
        }
    }

    private static final class Joiner implements CallableObject {
        private final Value separator;
        private boolean used;

        Joiner(Value separator) {
            this.separator = separator;
        }

        @Override
        public Value call(Arguments arguments, Rendering rendering) {
            boolean first = !used;
            used = true;
            return first ? Value.of("") : separator;
        }

        @Override
        public Optional<Value> attribute(String name) {
            return name.equals("sep") ? Optional.of(separator) : Optional.empty();
        }

        @Override
        public String text() {
            return "<joiner>";
        }
    }
}
