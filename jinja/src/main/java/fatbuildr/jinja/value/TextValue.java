package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** Text, plain or markup: equal when the content is. */
public abstract sealed class TextValue implements Value permits StringValue, MarkupValue {
    private final String text;

    TextValue(String text) {
        this.text = text;
    }

    public final String text() {
        return text;
    }

    /** The same kind of text with other content. */
    public abstract TextValue with(String other);

    @Override
    public final boolean truthy() {
        return !text.isEmpty();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof TextValue that && text.equals(that.text);
    }

    @Override
    public final int hashCode() {
        return Hashing.of(text);
    }

    @Override
    public final String toString() {
        return text;
    }
}
