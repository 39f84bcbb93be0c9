package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arithmetic;
import fatbuildr.jinja.value.BoolValue;
import fatbuildr.jinja.value.CallableObject;
import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.DictView;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.FunctionValue;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.Sequences;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The builtin tests. */
final class Tests {
    private Tests() {}

    static Map<String, HostFunction> functions() {
        Registry tests = new Registry();
        kinds(tests);
        comparisons(tests);
        return tests.add("odd", a -> Value.of(remainder(a, Value.of(2)).equals(Value.of(1))), "value")
                .add("even", a -> Value.of(remainder(a, Value.of(2)).equals(Value.of(0))), "value")
                .add("divisibleby", a -> Value.of(remainder(a, a.get(1)).equals(Value.of(0))), "value", "num")
                .add("lower", a -> Value.of(TextQuestions.isLower(a.text(0))), "value")
                .add("upper", a -> Value.of(TextQuestions.isUpper(a.text(0))), "value")
                .add("sameas", a -> Value.of(isSame(a.get(0), a.get(1))), "value", "other")
                .add("in", a -> Value.of(comparing(a).contains(a.get(1), a.get(0))), "value", "seq")
                .add(
                        "filter",
                        a -> Value.of(
                                a.get(0) instanceof TextValue t && a.rendering().hasFilter(t.text())),
                        "value")
                .add(
                        "test",
                        a -> Value.of(
                                a.get(0) instanceof TextValue t && a.rendering().hasTest(t.text())),
                        "value")
                .functions();
    }

    private static void kinds(Registry tests) {
        kind(tests, "defined", value -> !(value instanceof UndefinedValue));
        kind(tests, "undefined", value -> value instanceof UndefinedValue);
        kind(tests, "none", value -> value == NoneValue.NONE);
        kind(tests, "boolean", value -> value instanceof BoolValue);
        kind(tests, "true", value -> value instanceof BoolValue flag && flag.value());
        kind(tests, "false", value -> value instanceof BoolValue flag && !flag.value());
        kind(tests, "integer", value -> value instanceof IntValue);
        kind(tests, "float", value -> value instanceof FloatValue);
        kind(tests, "number", Numbers::isNumber);
        kind(tests, "string", value -> value instanceof TextValue);
        kind(tests, "mapping", value -> value instanceof DictValue);
        kind(tests, "sequence", Tests::isSequence);
        kind(tests, "iterable", Iteration::isIterable);
        kind(tests, "escaped", value -> value instanceof MarkupValue);
        kind(
                tests,
                "callable",
                value -> value instanceof FunctionValue
                        || value instanceof UndefinedValue
                        || (value instanceof ObjectValue object && object.object() instanceof CallableObject));
    }

    private static void kind(Registry tests, String name, Predicate<Value> predicate) {
        tests.add(name, a -> Value.of(predicate.test(a.get(0))), "value");
    }

    private static void comparisons(Registry tests) {
        tests.add("eq", a -> Value.of(comparing(a).equal(a.get(0), a.get(1))), "value", "other")
                .alias("==", "eq")
                .alias("equalto", "eq")
                .add("ne", a -> Value.of(!comparing(a).equal(a.get(0), a.get(1))), "value", "other")
                .alias("!=", "ne");
        Map<String, List<String>> orders = Map.of(
                "<",
                List.of("lt", "lessthan"),
                "<=",
                List.of("le"),
                ">",
                List.of("gt", "greaterthan"),
                ">=",
                List.of("ge"));
        orders.forEach((symbol, names) -> {
            tests.add(symbol, a -> Value.of(comparing(a).ordered(symbol, a.get(0), a.get(1))), "value", "other");
            names.forEach(name -> tests.alias(name, symbol));
        });
    }

    private static boolean isSequence(Value value) {
        return Sequences.length(value) >= 0 && !(value instanceof DictView);
    }

    private static Comparing comparing(Bound a) {
        return new Comparing(a.rendering().meter());
    }

    private static Value remainder(Bound a, Value divisor) {
        return new Arithmetic(a.rendering().meter()).modulo(a.get(0), divisor);
    }

    /** Identity; numbers and text of the same type and content count as identical, as small ones are in Python. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Value left, Value right) {
        boolean scalar = Numbers.isNumber(left) || left instanceof TextValue;
        return left == right || (scalar && left.getClass() == right.getClass() && left.equals(right));
    }
}
