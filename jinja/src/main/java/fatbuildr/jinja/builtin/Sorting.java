package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Stable sorting by a key. */
final class Sorting {
    private record Keyed(Value key, Value value) {}

    private Sorting() {}

    static List<Value> sorted(Iterable<Value> values, UnaryOperator<Value> key, boolean reverse, Meter meter) {
        List<Keyed> keyed = new ArrayList<>();
        values.forEach(value -> keyed.add(new Keyed(key.apply(value), value)));
        Comparing comparing = new Comparing(meter);
        Comparator<Keyed> order = (a, b) -> comparing.compare(a.key(), b.key());
        try {
            Collections.sort(keyed, reverse ? order.reversed() : order);
        } catch (IllegalArgumentException inconsistent) {
            throw new EvaluationException("values have no consistent order");
        }
        return keyed.stream().map(Keyed::value).toList();
    }

    /** The entries of a dictionary in the order of their keys. */
    static List<Map.Entry<Value, Value>> entries(DictValue dict, Meter meter) {
        return sorted(dict.entries().keySet(), key -> key, false, meter).stream()
                .map(key -> Map.entry(key, Objects.requireNonNull(dict.get(key))))
                .toList();
    }
}
