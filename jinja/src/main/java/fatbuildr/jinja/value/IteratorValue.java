package fatbuildr.jinja.value;

import java.util.Iterator;

/** A sequence that can be walked once, as Python's generators. */
public final class IteratorValue implements Value {
    private final Iterator<Value> iterator;

    public IteratorValue(Iterator<Value> iterator) {
        this.iterator = iterator;
    }

    public Iterator<Value> iterator() {
        return iterator;
    }

    @Override
    public String typeName() {
        return "generator";
    }

    @Override
    public boolean truthy() {
        return true;
    }
}
