package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.DictView;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.Value;
import java.util.Map;

/** The methods of dictionaries. */
final class DictMethods {
    private DictMethods() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("keys", a -> new DictView(dict(a), DictView.Part.KEYS), "self")
                .add("values", a -> new DictView(dict(a), DictView.Part.VALUES), "self")
                .add("items", a -> new DictView(dict(a), DictView.Part.ITEMS), "self")
                .add("get", DictMethods::get, "self", "key", "default")
                .add("pop", DictMethods::pop, "self", "key", "default")
                .add("popitem", DictMethods::popItem, "self")
                .add("setdefault", DictMethods::setDefault, "self", "key", "default")
                .add("update", (arguments, rendering) -> {
                    if (arguments.get(0) instanceof DictValue dict) {
                        dict.entries()
                                .putAll(Globals.dict(arguments.from(1), rendering)
                                        .entries());
                    }
                    return Value.none();
                })
                .add("copy", DictMethods::copy, "self")
                .add("clear", DictMethods::clear, "self")
                .functions();
    }

    private static DictValue dict(Bound a) {
        if (a.get(0) instanceof DictValue dict) {
            return dict;
        }
        throw new EvaluationException("dict method called on '" + a.get(0).typeName() + "'");
    }

    private static Value get(Bound a) {
        Value value = dict(a).get(a.get(1));
        return value == null ? a.get(2, Value.none()) : value;
    }

    private static Value pop(Bound a) {
        Value value = dict(a).get(a.get(1));
        if (value != null) {
            dict(a).entries().remove(a.get(1));
            return value;
        }
        return a.find(2)
                .orElseThrow(() -> new EvaluationException(
                        Representation.repr(a.get(1), a.rendering().meter())));
    }

    private static Value popItem(Bound a) {
        Map.Entry<Value, Value> last = dict(a).entries().pollLastEntry();
        if (last == null) {
            throw new EvaluationException("popitem(): dictionary is empty");
        }
        return TupleValue.of(last.getKey(), last.getValue());
    }

    private static Value setDefault(Bound a) {
        Value present = dict(a).get(a.get(1));
        if (present != null) {
            return present;
        }
        Value value = a.get(2, Value.none());
        dict(a).put(a.get(1), value);
        return value;
    }

    private static Value copy(Bound a) {
        a.rendering().meter().steps(dict(a).entries().size());
        return dict(a).copy();
    }

    private static Value clear(Bound a) {
        dict(a).entries().clear();
        return Value.none();
    }
}
