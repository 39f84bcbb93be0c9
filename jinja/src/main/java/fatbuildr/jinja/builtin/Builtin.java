package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.Value;
import java.util.List;

/** A function with named parameters. */
record Builtin(String name, List<String> parameters, Body body) implements HostFunction {
    /** What the function does. */
    @FunctionalInterface
    interface Body {
        Value apply(Bound arguments);
    }

    static Builtin of(String name, Body body, String... parameters) {
        return new Builtin(name, List.of(parameters), body);
    }

    @Override
    public Value call(Arguments arguments, Rendering rendering) {
        return body.apply(Bound.bind(name, parameters, arguments, rendering));
    }
}
