package fatbuildr.jinja.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An unchangeable sequence; {@code fields} names its items when it is a named tuple, else is empty. */
public final class TupleValue implements Value {
    /** Bound of the cost of one comparison of dictionary keys: shared items make a tuple bigger than its memory. */
    private static final int MAX_KEY_WEIGHT = 10_000;

    private final List<Value> items;
    private final List<String> fields;
    private int weight;
    private int hash;

    public TupleValue(List<Value> items, List<String> fields) {
        this.items = List.copyOf(items);
        this.fields = List.copyOf(fields);
    }

    public static TupleValue of(Value... items) {
        return new TupleValue(List.of(items), List.of());
    }

    public static TupleValue of(List<Value> items) {
        return new TupleValue(items, List.of());
    }

    public List<Value> items() {
        return items;
    }

    public List<String> fields() {
        return fields;
    }

    /** Fails unless every item may be part of a dictionary key. */
    void requireHashable() {
        if (weight == 0) {
            int sum = 1;
            int combined = 1;
            for (Value item : items) {
                Keys.requireHashable(item);
                sum += item instanceof TupleValue tuple ? tuple.weight : 1;
                if (sum > MAX_KEY_WEIGHT) {
                    throw new EvaluationException("tuple is too large for a dictionary key");
                }
                combined = Hashing.of(combined, item.hashCode());
            }
            hash = combined;
            weight = sum;
        }
    }

    @Override
    public String typeName() {
        return "tuple";
    }

    @Override
    public boolean truthy() {
        return !items.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TupleValue that && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        requireHashable();
        return hash;
    }
}
