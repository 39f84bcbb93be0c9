package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Keys;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.Sequences;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import org.jspecify.annotations.Nullable;

/** What follows a dot or stands in brackets. Only what is listed here and in the method tables can be reached. */
public final class Attributes {
    private final Rendering rendering;

    public Attributes(Rendering rendering) {
        this.rendering = rendering;
    }

    /** {@code value.name}: an attribute or method, else an item. */
    public Value attribute(Value value, String name) {
        refuseUndefined(value);
        Value attribute = own(value, name);
        if (attribute == null && value instanceof DictValue dict) {
            attribute = dict.get(Value.of(name));
        }
        return attribute == null
                ? new UndefinedValue("'" + describe(value) + "' has no attribute " + Representation.quote(name))
                : attribute;
    }

    /** {@code value[key]}: an item, else an attribute. */
    public Value item(Value value, Value key) {
        refuseUndefined(value);
        Value item = stored(value, key);
        if (item == null && key instanceof TextValue name) {
            item = own(value, name.text());
            if (item == null) {
                return new UndefinedValue(
                        "'" + describe(value) + "' has no attribute " + Representation.quote(name.text()));
            }
        }
        return item == null
                ? new UndefinedValue(describe(value) + " has no element " + Representation.repr(key, rendering.meter()))
                : item;
    }

    private @Nullable Value stored(Value value, Value key) {
        if (value instanceof DictValue dict) {
            return Keys.isHashable(key) ? dict.get(key) : null;
        }
        if (Sequences.isIndexed(value) && Numbers.integer(key) != null) {
            return Sequences.at(value, Numbers.index(key), rendering.meter());
        }
        return null;
    }

    private @Nullable Value own(Value value, String name) {
        if (value instanceof ObjectValue object) {
            return object.object().attribute(name).orElse(null);
        }
        if (value instanceof TupleValue tuple && tuple.fields().contains(name)) {
            return tuple.items().get(tuple.fields().indexOf(name));
        }
        HostFunction method = Methods.of(value).get(name);
        return method == null ? null : Value.function(name, bound(value, method));
    }

    private static HostFunction bound(Value self, HostFunction method) {
        return (Arguments arguments, Rendering rendering) -> method.call(arguments.prepend(self), rendering);
    }

    private static String describe(Value value) {
        return value instanceof NoneValue ? "None" : value.typeName() + " object";
    }

    private static void refuseUndefined(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
    }
}
