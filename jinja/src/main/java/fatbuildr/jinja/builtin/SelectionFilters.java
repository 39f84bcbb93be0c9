package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.IteratorValue;
import fatbuildr.jinja.value.Keys;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Filters that choose, change, order or group items one by one. */
final class SelectionFilters {
    private SelectionFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("map", SelectionFilters::map)
                .add("select", (arguments, rendering) -> select(arguments, rendering, false, true))
                .add("reject", (arguments, rendering) -> select(arguments, rendering, false, false))
                .add("selectattr", (arguments, rendering) -> select(arguments, rendering, true, true))
                .add("rejectattr", (arguments, rendering) -> select(arguments, rendering, true, false))
                .add("attr", SelectionFilters::attribute, "obj", "name")
                .add("items", SelectionFilters::items, "value")
                .add("unique", SelectionFilters::unique, "value", "case_sensitive", "attribute")
                .add("sort", SelectionFilters::sort, "value", "reverse", "case_sensitive", "attribute")
                .add("dictsort", SelectionFilters::sortDict, "value", "case_sensitive", "by", "reverse")
                .add("groupby", SelectionFilters::group, "value", "attribute", "default", "case_sensitive")
                .functions();
    }

    private static Stream<Value> stream(Value value, Rendering rendering) {
        return StreamSupport.stream(Iteration.each(value, rendering.meter()).spliterator(), false);
    }

    private static Value lazy(Stream<Value> values) {
        return new IteratorValue(values.iterator());
    }

    private static Value map(Arguments arguments, Rendering rendering) {
        Value items = arguments.get(0);
        if (items instanceof UndefinedValue) {
            return lazy(Stream.of());
        }
        if (arguments.positional().size() == 1 && arguments.named().containsKey("attribute")) {
            Map<String, Value> named = new HashMap<>(arguments.named());
            Value attribute = named.remove("attribute");
            Optional<Value> byDefault = Optional.ofNullable(named.remove("default"));
            if (attribute == null || !named.isEmpty()) {
                throw new EvaluationException("Unexpected keyword argument " + named.keySet());
            }
            UnaryOperator<Value> key = AttributePath.defaulting(AttributePath.of(attribute, rendering), byDefault);
            return lazy(stream(items, rendering).map(key));
        }
        if (arguments.positional().size() < 2) {
            throw new EvaluationException("map requires a filter argument");
        }
        String filter = rendering.text(arguments.get(1));
        Arguments rest = arguments.from(2);
        return lazy(stream(items, rendering).map(item -> rendering.filter(filter, rest.prepend(item))));
    }

    private static Value select(Arguments arguments, Rendering rendering, boolean byAttribute, boolean wanted) {
        Value items = arguments.get(0);
        int at = byAttribute ? 2 : 1;
        if (byAttribute && arguments.positional().size() < 2) {
            throw new EvaluationException("Missing parameter for attribute name");
        }
        UnaryOperator<Value> key =
                byAttribute ? AttributePath.of(arguments.get(1), rendering) : UnaryOperator.identity();
        Predicate<Value> predicate = Value::truthy;
        if (arguments.positional().size() > at) {
            String test = rendering.text(arguments.get(at));
            Arguments rest = arguments.from(at + 1);
            predicate = value -> rendering.test(test, rest.prepend(value));
        }
        Predicate<Value> holds = predicate;
        return lazy(stream(items, rendering).filter(item -> holds.test(key.apply(item)) == wanted));
    }

    private static Value attribute(Bound a) {
        Value value = a.get(0);
        String name = a.text(1);
        if (value instanceof DictValue && !Methods.of(value).containsKey(name)) {
            return new UndefinedValue("'dict object' has no attribute '" + name + "'");
        }
        return a.rendering().attribute(value, name);
    }

    private static Value items(Bound a) {
        if (a.get(0) instanceof UndefinedValue) {
            return lazy(Stream.of());
        }
        if (!(a.get(0) instanceof DictValue dict)) {
            throw new EvaluationException("Can only get item pairs from a mapping.");
        }
        return lazy(pairs(dict).stream());
    }

    private static List<Value> pairs(DictValue dict) {
        List<Value> pairs = new ArrayList<>();
        dict.entries().forEach((key, value) -> pairs.add(TupleValue.of(key, value)));
        return pairs;
    }

    private static Value unique(Bound a) {
        UnaryOperator<Value> key =
                AttributePath.folding(AttributePath.key(a.present(2), a.rendering()), a.flag(1, false));
        Set<Value> seen = new HashSet<>();
        return lazy(stream(a.get(0), a.rendering()).filter(item -> seen.add(Keys.requireHashable(key.apply(item)))));
    }

    private static Value sort(Bound a) {
        UnaryOperator<Value> key = AttributePath.keys(a.present(3), a.flag(2, false), a.rendering());
        Iterable<Value> items = Iteration.each(a.get(0), a.rendering().meter());
        return new ListValue(
                Sorting.sorted(items, key, a.flag(1, false), a.rendering().meter()));
    }

    private static Value sortDict(Bound a) {
        String by = a.string(2, "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw new EvaluationException("You can only sort by either \"key\" or \"value\"");
        }
        if (!(a.get(0) instanceof DictValue dict)) {
            throw new EvaluationException(
                    "dictsort needs a mapping, not '" + a.get(0).typeName() + "'");
        }
        int part = by.equals("key") ? 0 : 1;
        UnaryOperator<Value> key = AttributePath.folding(
                pair -> pair instanceof TupleValue tuple ? tuple.items().get(part) : pair, a.flag(1, false));
        return new ListValue(
                Sorting.sorted(pairs(dict), key, a.flag(3, false), a.rendering().meter()));
    }

    private static Value group(Bound a) {
        Rendering rendering = a.rendering();
        UnaryOperator<Value> exact = AttributePath.defaulting(AttributePath.of(a.get(1), rendering), a.present(2));
        UnaryOperator<Value> key = AttributePath.folding(exact, a.flag(3, false));
        Comparing comparing = new Comparing(rendering.meter());
        List<Value> groups = new ArrayList<>();
        List<Value> current = new ArrayList<>();
        Iterable<Value> items = Iteration.each(a.get(0), rendering.meter());
        for (Value item : Sorting.sorted(items, key, false, rendering.meter())) {
            if (!current.isEmpty() && !comparing.equal(key.apply(current.getFirst()), key.apply(item))) {
                groups.add(group(exact, current));
                current.clear();
            }
            current.add(item);
        }
        if (!current.isEmpty()) {
            groups.add(group(exact, current));
        }
        return new ListValue(groups);
    }

    private static Value group(UnaryOperator<Value> key, List<Value> items) {
        return new TupleValue(List.of(key.apply(items.getFirst()), new ListValue(items)), List.of("grouper", "list"));
    }
}
