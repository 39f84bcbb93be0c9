package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.BoolValue;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.DictView;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.FunctionValue;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.IteratorValue;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.ObjectValue;
import fatbuildr.jinja.value.RangeValue;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON with sorted keys and nothing but ASCII, as Python's {@code json.dumps}. */
final class Json {
    private static final int MAX_NESTING = 200;

    private final Meter meter;
    private final TextBuilder out;
    private final Optional<String> indent;

    private Json(Optional<String> indent, Meter meter) {
        this.meter = meter;
        this.out = new TextBuilder(meter);
        this.indent = indent;
    }

    static String write(Value value, Optional<Value> indent, Meter meter) {
        Optional<String> unit = indent.map(given -> given instanceof TextValue text
                ? text.text()
                : new TextBuilder(meter).repeat(" ", Numbers.index(given)).toString());
        Json json = new Json(unit, meter);
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(Value value, int nesting) {
        if (nesting > MAX_NESTING) {
            throw new EvaluationException("value is nested more than " + MAX_NESTING + " deep");
        }
        switch (value) {
            case NoneValue _ -> out.append("null");
            case BoolValue flag -> out.append(flag.value() ? "true" : "false");
            case IntValue number -> out.append(number.value().toString());
            case FloatValue number -> out.append(number(number));
            case TextValue text -> string(text.text());
            case ListValue list -> array(list.items(), nesting);
            case TupleValue tuple -> array(tuple.items(), nesting);
            case DictValue dict -> object(dict, nesting);
            case UndefinedValue _, DictView _, RangeValue _, IteratorValue _, FunctionValue _, ObjectValue _ ->
                throw new EvaluationException("Object of type " + value.typeName() + " is not JSON serializable");
        }
    }

    private String number(FloatValue number) {
        if (Double.isNaN(number.value())) {
            return "NaN";
        }
        if (Double.isInfinite(number.value())) {
            return number.value() > 0 ? "Infinity" : "-Infinity";
        }
        return Representation.repr(number, meter);
    }

    private void array(List<Value> items, int nesting) {
        out.append("[");
        for (int i = 0; i < items.size(); i++) {
            separate(i == 0, nesting + 1);
            write(items.get(i), nesting + 1);
        }
        end(items.isEmpty(), nesting);
        out.append("]");
    }

    private void object(DictValue dict, int nesting) {
        List<Map.Entry<Value, Value>> entries = Sorting.entries(dict, meter);
        out.append("{");
        for (int i = 0; i < entries.size(); i++) {
            separate(i == 0, nesting + 1);
            string(key(entries.get(i).getKey()));
            out.append(": ");
            write(entries.get(i).getValue(), nesting + 1);
        }
        end(entries.isEmpty(), nesting);
        out.append("}");
    }

    private void separate(boolean first, int nesting) {
        if (!first) {
            out.append(indent.isPresent() ? "," : ", ");
        }
        indent.ifPresent(unit -> out.append("\n").repeat(unit, nesting));
    }

    private void end(boolean empty, int nesting) {
        if (!empty) {
            indent.ifPresent(unit -> out.append("\n").repeat(unit, nesting));
        }
    }

    private String key(Value key) {
        return switch (key) {
            case TextValue text -> text.text();
            case NoneValue _ -> "null";
            case BoolValue flag -> flag.value() ? "true" : "false";
            case IntValue number -> number.value().toString();
            case FloatValue number -> number(number);
            default ->
                throw new EvaluationException("keys must be str, int, float, bool or None, not " + key.typeName());
        };
    }

    private void string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\f' -> quoted.append("\\f");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        out.append(quoted.append('"').toString());
    }
}
