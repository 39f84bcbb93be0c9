package fatbuildr.jinja.value;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A dictionary in insertion order that templates may change; never shared with the host. */
public final class DictValue implements Value {
    private final SequencedMap<Value, Value> entries = new LinkedHashMap<>();

    public SequencedMap<Value, Value> entries() {
        return entries;
    }

    public DictValue put(Value key, Value value) {
        entries.put(Keys.requireHashable(key), value);
        return this;
    }

    public @Nullable Value get(Value key) {
        return entries.get(Keys.requireHashable(key));
    }

    public DictValue copy() {
        DictValue copy = new DictValue();
        copy.entries.putAll(entries);
        return copy;
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    public boolean truthy() {
        return !entries.isEmpty();
    }
}
