package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of text that exchange characters by a table. */
final class TextTables {
    private TextTables() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("translate", TextTables::translate, "self", "table")
                .add("maketrans", TextTables::table, "self", "x", "y", "z")
                .functions();
    }

    /** Unlike Python's, it escapes what the table puts into markup, as all other methods do. */
    private static Value translate(Bound a) {
        TextValue self = TextMethods.self(a);
        Value table = a.get(1);
        TextBuilder out = new TextBuilder(a.rendering().meter());
        self.text().codePoints().forEach(c -> {
            Value to = entry(table, c);
            if (to == null) {
                out.append(Character.toString(c));
            } else if (to != NoneValue.NONE) {
                String text = text(to);
                out.append(self instanceof MarkupValue && !(to instanceof MarkupValue) ? Html.escape(text) : text);
            }
        });
        return self.with(out.toString());
    }

    private static @Nullable Value entry(Value table, int character) {
        return switch (table) {
            case DictValue dict -> dict.get(IntValue.of(character));
            case ListValue list -> item(list.items(), character);
            case TupleValue tuple -> item(tuple.items(), character);
            default -> throw new EvaluationException("'" + table.typeName() + "' object is no translation table");
        };
    }

    private static @Nullable Value item(List<Value> items, int index) {
        return index < items.size() ? items.get(index) : null;
    }

    private static String text(Value to) {
        if (to instanceof TextValue text) {
            return text.text();
        }
        BigInteger code = Numbers.integer(to);
        if (code == null) {
            throw new EvaluationException("character mapping must return integer, None or str");
        }
        if (code.signum() < 0 || code.bitLength() > 31 || !Character.isValidCodePoint(code.intValue())) {
            throw new EvaluationException("character mapping must be in range(0x110000)");
        }
        return Character.toString(code.intValue());
    }

    private static Value table(Bound a) {
        DictValue table = new DictValue();
        if (!a.has(2)) {
            if (!(a.get(1) instanceof DictValue from)) {
                throw new EvaluationException("if you give only one argument to maketrans it must be a dict");
            }
            a.rendering().meter().steps(from.entries().size());
            from.entries().forEach((key, value) -> table.put(key(key), value));
            return table;
        }
        int[] from = a.string(1).codePoints().toArray();
        int[] to = a.string(2).codePoints().toArray();
        if (from.length != to.length) {
            throw new EvaluationException("the first two maketrans arguments must have equal length");
        }
        String deleted = a.string(3, "");
        a.rendering().meter().steps(from.length + (long) deleted.length());
        for (int i = 0; i < from.length; i++) {
            table.put(IntValue.of(from[i]), IntValue.of(to[i]));
        }
        deleted.codePoints().forEach(c -> table.put(IntValue.of(c), Value.none()));
        return table;
    }

    private static Value key(Value key) {
        if (key instanceof TextValue text) {
            if (text.text().codePointCount(0, text.text().length()) != 1) {
                throw new EvaluationException("string keys in translate table must be of length 1");
            }
            return IntValue.of(text.text().codePointAt(0));
        }
        if (Numbers.integer(key) == null) {
            throw new EvaluationException("keys in translate table must be strings or integers");
        }
        return key;
    }
}
