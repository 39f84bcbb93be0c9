package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The {@code attribute} argument of filters: dotted names and numbers looked up one after the other. */
record AttributePath(List<Value> parts, Rendering rendering) implements UnaryOperator<Value> {

    static AttributePath of(Value attribute, Rendering rendering) {
        if (!(attribute instanceof TextValue text)) {
            return new AttributePath(List.of(attribute), rendering);
        }
        List<Value> parts = new ArrayList<>();
        for (String part : text.text().split("\\.", -1)) {
            boolean number =
                    !part.isEmpty() && part.length() < 9 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            parts.add(number ? Value.of(Integer.parseInt(part)) : Value.of(part));
        }
        return new AttributePath(parts, rendering);
    }

    /** The item itself when there is no attribute. */
    static UnaryOperator<Value> key(Optional<Value> attribute, Rendering rendering) {
        return attribute.isPresent() ? of(attribute.get(), rendering) : UnaryOperator.identity();
    }

    /** Several paths separated by commas, as one key. */
    static UnaryOperator<Value> keys(Optional<Value> attribute, boolean caseSensitive, Rendering rendering) {
        List<UnaryOperator<Value>> keys = new ArrayList<>();
        if (attribute.isPresent() && attribute.get() instanceof TextValue text) {
            for (String path : text.text().split(",", -1)) {
                keys.add(folding(of(Value.of(path), rendering), caseSensitive));
            }
        } else {
            keys.add(folding(key(attribute, rendering), caseSensitive));
        }
        return value -> new ListValue(keys.stream().map(key -> key.apply(value)).toList());
    }

    /** The key, in lower case when it is text and case does not matter. */
    static UnaryOperator<Value> folding(UnaryOperator<Value> key, boolean caseSensitive) {
        if (caseSensitive) {
            return key;
        }
        return value -> {
            Value found = key.apply(value);
            return found instanceof TextValue text ? text.with(Casing.lower(text.text())) : found;
        };
    }

    /** The key, or a value in place of a missing one. */
    static UnaryOperator<Value> defaulting(UnaryOperator<Value> key, Optional<Value> byDefault) {
        if (byDefault.isEmpty()) {
            return key;
        }
        return value -> {
            Value found = key.apply(value);
            return found instanceof UndefinedValue ? byDefault.get() : found;
        };
    }

    @Override
    public Value apply(Value value) {
        Value found = value;
        for (Value part : parts) {
            found = rendering.item(found, part);
        }
        return found;
    }
}
