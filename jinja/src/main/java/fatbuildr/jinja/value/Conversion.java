package fatbuildr.jinja.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From Java's objects to template values, by copy: a template never changes what its host holds. */
final class Conversion {
    private Conversion() {}

    static Value of(@Nullable Object object) {
        return switch (object) {
            case null -> NoneValue.NONE;
            case ListValue list -> list(list.items());
            case DictValue dict -> dict(dict.entries());
            case TupleValue tuple ->
                new TupleValue(tuple.items().stream().map(item -> of(item)).toList(), tuple.fields());
            case Value value -> value;
            case HostObject host -> new ObjectValue(host);
            case CharSequence text -> new StringValue(text.toString());
            case Boolean flag -> BoolValue.of(flag);
            case Integer number -> IntValue.of(number);
            case Long number -> IntValue.of(number);
            case BigInteger number -> IntValue.of(number);
            case Double number -> new FloatValue(number);
            case Map<?, ?> map -> dict(map);
            case Iterable<?> items -> list(items);
            default -> throw new IllegalArgumentException("no template value for " + object.getClass());
        };
    }

    static ListValue list(Iterable<?> items) {
        List<Value> values = new ArrayList<>();
        items.forEach(item -> values.add(of(item)));
        return new ListValue(values);
    }

    static DictValue dict(Map<?, ?> entries) {
        DictValue dict = new DictValue();
        entries.forEach((key, value) -> dict.put(of(key), of(value)));
        return dict;
    }
}
