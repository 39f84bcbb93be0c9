package fatbuildr.jinja.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Length, items and slices. */
public final class Sequences {
    private Sequences() {}

    /** The length, or -1 for what has none. */
    public static long length(Value value) {
        return switch (value) {
            case TextValue text -> CodePoints.length(text.text());
            case UndefinedValue _ -> 0;
            case ListValue list -> list.items().size();
            case TupleValue tuple -> tuple.items().size();
            case DictValue dict -> dict.entries().size();
            case DictView view -> view.dict().entries().size();
            case RangeValue range -> range.size();
            case ObjectValue object when object.object() instanceof SizedObject sized -> sized.size();
            case NoneValue _, BoolValue _, IntValue _, FloatValue _, IteratorValue _, FunctionValue _, ObjectValue _ ->
                -1;
        };
    }

    public static boolean isIndexed(Value value) {
        return value instanceof TextValue
                || value instanceof ListValue
                || value instanceof TupleValue
                || value instanceof RangeValue;
    }

    /** The item at a position counted from the end when negative, or null when there is none. */
    public static @Nullable Value at(Value sequence, int index, Meter meter) {
        long length = length(sequence);
        long position = index < 0 ? index + length : index;
        if (position < 0 || position >= length) {
            return null;
        }
        return switch (sequence) {
            case TextValue text -> {
                meter.text(text.text().length());
                yield text.with(CodePoints.at(text.text(), (int) position));
            }
            case ListValue list -> list.items().get((int) position);
            case TupleValue tuple -> tuple.items().get((int) position);
            case RangeValue range -> range.at(position);
            default -> null;
        };
    }

    /** {@code sequence[start:stop:step]}; null parts are left out. */
    public static Value slice(
            Value sequence, @Nullable Integer start, @Nullable Integer stop, @Nullable Integer step, Meter meter) {
        int by = step == null ? 1 : step;
        if (by == 0) {
            throw new EvaluationException("slice step cannot be zero");
        }
        int length = (int) length(sequence);
        int from = start == null ? (by > 0 ? 0 : length - 1) : clamp(start, length, by);
        int to = stop == null ? (by > 0 ? length : -1) : clamp(stop, length, by);
        RangeValue positions = new RangeValue(from, to, by);
        meter.steps(positions.size());
        return switch (sequence) {
            case TextValue text -> text.with(slice(text.text(), positions, meter));
            case ListValue list -> new ListValue(slice(list.items(), positions));
            case TupleValue tuple -> TupleValue.of(slice(tuple.items(), positions));
            case RangeValue range ->
                new RangeValue(
                        range.start() + from * range.step(), range.start() + to * range.step(), range.step() * by);
            default -> throw new EvaluationException("'" + sequence.typeName() + "' object is not subscriptable");
        };
    }

    private static int clamp(int index, int length, int step) {
        int position = index < 0 ? index + length : index;
        int low = step > 0 ? 0 : -1;
        int high = step > 0 ? length : length - 1;
        return Math.max(low, Math.min(position, high));
    }

    private static String slice(String text, RangeValue positions, Meter meter) {
        meter.text(text.length());
        if (positions.step() == 1) {
            return CodePoints.slice(text, (int) positions.start(), (int) positions.stop());
        }
        int[] points = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (long i = 0; i < positions.size(); i++) {
            out.appendCodePoint(points[(int) (positions.start() + i * positions.step())]);
        }
        return out.toString();
    }

    private static List<Value> slice(List<Value> items, RangeValue positions) {
        List<Value> out = new ArrayList<>();
        for (long i = 0; i < positions.size(); i++) {
            out.add(items.get((int) (positions.start() + i * positions.step())));
        }
        return out;
    }
}
