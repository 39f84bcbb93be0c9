package fatbuildr.jinja;

import fatbuildr.jinja.syntax.Statement;
import fatbuildr.jinja.syntax.Statement.Parameter;
import fatbuildr.jinja.syntax.Statement.Signature;
import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A macro, or the body of a call block; keeps the variables of the place it is written in. */
record MacroObject(String name, Signature signature, List<Statement> body, Frame frame, boolean escaping)
        implements CallableObject {

    @Override
    public Value call(Arguments arguments, Rendering rendering) {
        Interpreter interpreter = frame.interpreter();
        Output.Capture capture = new Output.Capture(interpreter.meter());
        Frame inner = frame.nested(capture);
        interpreter.enter(escaping, () -> {
            bind(arguments, inner);
            interpreter.statements().run(body, inner);
        });
        return interpreter.autoescape() ? Value.markup(capture.text()) : Value.of(capture.text());
    }

    private void bind(Arguments arguments, Frame inner) {
        List<Value> positional = arguments.positional();
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        List<Parameter> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value given = i < positional.size() ? positional.get(i) : named.remove(parameter.name());
            inner.scope().set(parameter.name(), given == null ? byDefault(parameter, inner) : given);
        }
        boolean declaresCaller = parameters.stream().anyMatch(p -> p.name().equals("caller"));
        if (signature.caller() && !declaresCaller) {
            Value caller = named.remove("caller");
            inner.scope().set("caller", caller == null ? new UndefinedValue("No caller defined") : caller);
        }
        bindRest(named, positional, inner);
    }

    private void bindRest(Map<String, Value> named, List<Value> positional, Frame inner) {
        int count = signature.parameters().size();
        if (signature.kwargs()) {
            DictValue kwargs = new DictValue();
            named.forEach((key, value) -> kwargs.put(Value.of(key), value));
            inner.scope().set("kwargs", kwargs);
        } else if (!named.isEmpty()) {
            throw new EvaluationException("macro '" + name + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        if (signature.varargs()) {
            List<Value> rest = positional.subList(Math.min(count, positional.size()), positional.size());
            inner.scope().set("varargs", TupleValue.of(rest));
        } else if (positional.size() > count) {
            throw new EvaluationException("macro '" + name + "' takes not more than " + count + " argument(s)");
        }
    }

    private static Value byDefault(Parameter parameter, Frame inner) {
        return parameter
                .byDefault()
                .map(expression -> inner.interpreter().evaluator().evaluate(expression, inner))
                .orElseGet(() -> new UndefinedValue("parameter '" + parameter.name() + "' was not provided"));
    }

    @Override
    public Optional<Value> attribute(String attribute) {
        return switch (attribute) {
            case "name" -> Optional.of(Value.of(name));
            case "arguments" ->
                Optional.of(TupleValue.of(signature.parameters().stream()
                        .map(parameter -> Value.of(parameter.name()))
                        .toList()));
            case "catch_kwargs" -> Optional.of(Value.of(signature.kwargs()));
            case "catch_varargs" -> Optional.of(Value.of(signature.varargs()));
            case "caller" -> Optional.of(Value.of(signature.caller()));
            default -> Optional.empty();
        };
    }

    @Override
    public String text() {
        return "<Macro '" + name + "'>";
    }

    @Override
    public String typeName() {
        return "Macro";
    }
}
