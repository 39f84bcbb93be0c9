package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** Plain text. Comparable so that dictionaries stay fast on keys of colliding hash codes. */
public record StringValue(String text) implements TextValue, Comparable<StringValue> {
    @Override
    public StringValue with(String other) {
        return new StringValue(other);
    }

    @Override
    public String typeName() {
        return "str";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextValue that && text.equals(that.text());
    }

    @Override
    public int hashCode() {
        return Hashing.of(text);
    }

    @Override
    public int compareTo(StringValue other) {
        return text.compareTo(other.text);
    }
}
