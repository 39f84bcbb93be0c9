package fatbuildr.jinja.value;

import java.util.ArrayList;
import java.util.List;

/** The live keys, values or items of a dictionary. */
public record DictView(DictValue dict, Part part) implements Value {
    /** What is looked at. */
    public enum Part {
        KEYS,
        VALUES,
        ITEMS
    }

    /** The present content. */
    public List<Value> items() {
        return switch (part) {
            case KEYS -> List.copyOf(dict.entries().keySet());
            case VALUES -> List.copyOf(dict.entries().values());
            case ITEMS -> {
                List<Value> items = new ArrayList<>(dict.entries().size());
                dict.entries().forEach((key, value) -> items.add(TupleValue.of(key, value)));
                yield items;
            }
        };
    }

    @Override
    public String typeName() {
        return switch (part) {
            case KEYS -> "dict_keys";
            case VALUES -> "dict_values";
            case ITEMS -> "dict_items";
        };
    }

    @Override
    public boolean truthy() {
        return dict.truthy();
    }
}
