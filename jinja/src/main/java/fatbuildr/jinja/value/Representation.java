package fatbuildr.jinja.value;

import java.util.List;
import java.util.Map;

/** Python's {@code str()} and {@code repr()}. */
public final class Representation {
    private static final int MAX_NESTING = 200;

    private final TextBuilder out;

    private Representation(Meter meter) {
        this.out = new TextBuilder(meter);
    }

    /** The text printing the value gives. */
    public static String text(Value value, Meter meter) {
        return switch (value) {
            case TextValue text -> text.text();
            case UndefinedValue _ -> "";
            case ObjectValue object -> object.object().text();
            default -> repr(value, meter);
        };
    }

    public static String repr(Value value, Meter meter) {
        Representation representation = new Representation(meter);
        representation.write(value, 0);
        return representation.out.toString();
    }

    /** As {@link #repr} with everything beyond ASCII escaped. */
    public static String ascii(Value value, Meter meter) {
        StringBuilder out = new StringBuilder();
        repr(value, meter).codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) c);
            } else {
                out.append(String.format(hexFormat(c), c));
            }
        });
        return out.toString();
    }

    private static String hexFormat(int c) {
        return c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    }

    private void write(Value value, int nesting) {
        if (nesting > MAX_NESTING) {
            throw new EvaluationException("value is nested more than " + MAX_NESTING + " deep");
        }
        switch (value) {
            case NoneValue _ -> out.append("None");
            case UndefinedValue _ -> out.append("Undefined");
            case BoolValue flag -> out.append(flag.value() ? "True" : "False");
            case IntValue number -> out.append(number.value().toString());
            case FloatValue number -> out.append(FloatText.repr(number.value()));
            case StringValue text -> out.append(quote(text.text()));
            case MarkupValue text -> out.append("Markup(" + quote(text.text()) + ")");
            case ListValue list -> sequence("[", list.items(), "]", nesting);
            case TupleValue tuple -> sequence("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", nesting);
            case DictValue dict -> dict(dict.entries(), nesting);
            case DictView view -> sequence(view.typeName() + "([", view.items(), "])", nesting);
            case RangeValue range -> out.append(range(range));
            case IteratorValue _ -> out.append("<generator object>");
            case FunctionValue function -> out.append("<function " + function.name() + ">");
            case ObjectValue object -> out.append(object.object().text());
        }
    }

    private void sequence(String open, List<Value> items, String close, int nesting) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            write(items.get(i), nesting + 1);
        }
        out.append(close);
    }

    private void dict(Map<Value, Value> entries, int nesting) {
        out.append("{");
        boolean first = true;
        for (Map.Entry<Value, Value> entry : entries.entrySet()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            write(entry.getKey(), nesting + 1);
            out.append(": ");
            write(entry.getValue(), nesting + 1);
        }
        out.append("}");
    }

    private static String range(RangeValue range) {
        return "range(" + range.start() + ", " + range.stop() + (range.step() == 1 ? "" : ", " + range.step()) + ")";
    }

    /** The text as a Python literal. */
    public static String quote(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> escape(quoted, c, quote));
        return quoted.append(quote).toString();
    }

    private static void escape(StringBuilder out, int c, char quote) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (CodePoints.isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format(hexFormat(c), c));
                }
            }
        }
    }
}
