package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** Text known to be safe HTML. Equal to plain text of the same content. */
public record MarkupValue(String text) implements TextValue {
    @Override
    public MarkupValue with(String other) {
        return new MarkupValue(other);
    }

    @Override
    public String typeName() {
        return "Markup";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextValue that && text.equals(that.text());
    }

    @Override
    public int hashCode() {
        return Hashing.of(text);
    }
}
