package fatbuildr.jinja.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A list that templates may change; never shared with the host. */
public final class ListValue implements Value {
    private final List<Value> items;

    public ListValue(Collection<? extends Value> items) {
        this.items = new ArrayList<>(items);
    }

    public List<Value> items() {
        return items;
    }

    @Override
    public String typeName() {
        return "list";
    }

    @Override
    public boolean truthy() {
        return !items.isEmpty();
    }
}
