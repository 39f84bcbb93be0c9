package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;

/** Values over several lines when they do not fit one, as Python's {@code pprint}; long text is not cut. */
final class PrettyPrint {
    private static final int WIDTH = 80;
    private static final int MAX_NESTING = 200;

    private final Meter meter;
    private final TextBuilder out;

    private PrettyPrint(Meter meter) {
        this.meter = meter;
        this.out = new TextBuilder(meter);
    }

    static String print(Value value, Meter meter) {
        PrettyPrint print = new PrettyPrint(meter);
        print.write(value, 0, 0, 0);
        return print.out.toString();
    }

    /** Writes at a column; {@code allowance} is the room that must be left for what follows on the line. */
    private void write(Value value, int column, int allowance, int nesting) {
        if (nesting > MAX_NESTING) {
            throw new EvaluationException("value is nested more than " + MAX_NESTING + " deep");
        }
        String line = line(value);
        if (line.length() <= WIDTH - column - allowance) {
            out.append(line);
            return;
        }
        switch (value) {
            case ListValue list -> sequence("[", list.items(), "]", column, allowance, nesting);
            case TupleValue tuple ->
                sequence("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", column, allowance, nesting);
            case DictValue dict -> dict(dict, column, allowance, nesting);
            default -> out.append(line);
        }
    }

    private String line(Value value) {
        return Representation.repr(sorted(value, 0), meter);
    }

    /** The value with the keys of all its dictionaries in order. */
    private Value sorted(Value value, int nesting) {
        if (nesting > MAX_NESTING) {
            throw new EvaluationException("value is nested more than " + MAX_NESTING + " deep");
        }
        meter.step();
        return switch (value) {
            case ListValue list ->
                new ListValue(list.items().stream()
                        .map(item -> sorted(item, nesting + 1))
                        .toList());
            case TupleValue tuple ->
                TupleValue.of(tuple.items().stream()
                        .map(item -> sorted(item, nesting + 1))
                        .toList());
            case DictValue dict -> {
                DictValue copy = new DictValue();
                Sorting.entries(dict, meter)
                        .forEach(entry -> copy.put(entry.getKey(), sorted(entry.getValue(), nesting + 1)));
                yield copy;
            }
            default -> value;
        };
    }

    private void sequence(String open, List<Value> items, String close, int column, int allowance, int nesting) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(",\n").repeat(" ", column + 1L);
            }
            boolean last = i == items.size() - 1;
            write(items.get(i), column + 1, last ? allowance + close.length() : 1, nesting + 1);
        }
        out.append(close);
    }

    private void dict(DictValue dict, int column, int allowance, int nesting) {
        out.append("{");
        List<Map.Entry<Value, Value>> entries = Sorting.entries(dict, meter);
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.append(",\n").repeat(" ", column + 1L);
            }
            String key = line(entries.get(i).getKey());
            out.append(key).append(": ");
            boolean last = i == entries.size() - 1;
            write(entries.get(i).getValue(), column + key.length() + 3, last ? allowance + 1 : 1, nesting + 1);
        }
        out.append("}");
    }
}
