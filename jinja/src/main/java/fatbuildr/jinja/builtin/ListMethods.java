package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Comparing;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.Sequences;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The methods of lists. */
final class ListMethods {
    private ListMethods() {}

    static Map<String, HostFunction> readOnly() {
        return new Registry()
                .add("count", ListMethods::count, "self", "value")
                .add("index", ListMethods::index, "self", "value", "start", "stop")
                .functions();
    }

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("count", ListMethods::count, "self", "value")
                .add("index", ListMethods::index, "self", "value", "start", "stop")
                .add("append", a -> insert(a, items(a).size(), a.get(1)), "self", "object")
                .add(
                        "insert",
                        a -> insert(a, position(a.integer(1), items(a).size()), a.get(2)),
                        "self",
                        "index",
                        "object")
                .add("extend", ListMethods::extend, "self", "iterable")
                .add("pop", ListMethods::pop, "self", "index")
                .add("remove", ListMethods::remove, "self", "value")
                .add("reverse", ListMethods::reverse, "self")
                .add("sort", ListMethods::sort, "self", "key", "reverse")
                .add("clear", ListMethods::clear, "self")
                .add(
                        "copy",
                        a -> new ListValue(
                                Iteration.list(a.get(0), a.rendering().meter())),
                        "self")
                .functions();
    }

    private static List<Value> items(Bound a) {
        if (a.get(0) instanceof ListValue list) {
            return list.items();
        }
        throw new EvaluationException("list method called on '" + a.get(0).typeName() + "'");
    }

    private static Value insert(Bound a, int index, Value value) {
        List<Value> items = items(a);
        a.rendering().meter().steps(1 + (items.size() - index) / 8);
        items.add(index, value);
        return Value.none();
    }

    private static int position(int index, int size) {
        return Math.clamp(index < 0 ? (long) index + size : index, 0, size);
    }

    private static Value extend(Bound a) {
        items(a).addAll(Iteration.list(a.get(1), a.rendering().meter()));
        return Value.none();
    }

    private static Value pop(Bound a) {
        List<Value> items = items(a);
        int index = a.integer(1, -1);
        int position = index < 0 ? index + items.size() : index;
        if (position < 0 || position >= items.size()) {
            throw new EvaluationException(items.isEmpty() ? "pop from empty list" : "pop index out of range");
        }
        a.rendering().meter().steps((items.size() - position) / 8);
        return items.remove(position);
    }

    private static Value remove(Bound a) {
        int index = find(a, items(a), 0, items(a).size());
        if (index < 0) {
            throw new EvaluationException("list.remove(x): x not in list");
        }
        items(a).remove(index);
        return Value.none();
    }

    private static Value reverse(Bound a) {
        a.rendering().meter().steps(items(a).size());
        Collections.reverse(items(a));
        return Value.none();
    }

    private static Value sort(Bound a) {
        if (a.present(1).isPresent()) {
            throw new EvaluationException("sort() with a key is not supported; use the filter sort");
        }
        List<Value> sorted = Sorting.sorted(
                items(a), value -> value, a.flag(2, false), a.rendering().meter());
        items(a).clear();
        items(a).addAll(sorted);
        return Value.none();
    }

    private static Value clear(Bound a) {
        items(a).clear();
        return Value.none();
    }

    private static Value count(Bound a) {
        Comparing comparing = new Comparing(a.rendering().meter());
        long count = 0;
        for (Value item : Iteration.each(a.get(0), a.rendering().meter())) {
            if (comparing.equal(item, a.get(1))) {
                count++;
            }
        }
        return Value.of(count);
    }

    private static Value index(Bound a) {
        List<Value> items =
                new ArrayList<>(Iteration.list(a.get(0), a.rendering().meter()));
        int size = (int) Sequences.length(a.get(0));
        int start = a.has(2) ? position(Numbers.index(a.get(2)), size) : 0;
        int stop = a.has(3) ? position(Numbers.index(a.get(3)), size) : size;
        int index = find(a, items, start, stop);
        if (index < 0) {
            throw new EvaluationException("value is not in " + a.get(0).typeName());
        }
        return Value.of(index);
    }

    private static int find(Bound a, List<Value> items, int start, int stop) {
        Comparing comparing = new Comparing(a.rendering().meter());
        for (int i = start; i < stop; i++) {
            if (comparing.equal(items.get(i), a.get(1))) {
                return i;
            }
        }
        return -1;
    }
}
