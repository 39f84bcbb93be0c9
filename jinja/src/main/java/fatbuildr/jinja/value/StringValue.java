package fatbuildr.jinja.value;

/** Plain text. Comparable so that dictionaries stay fast on keys of colliding hash codes. */
public final class StringValue extends TextValue implements Comparable<StringValue> {
    public StringValue(String text) {
        super(text);
    }

    @Override
    public StringValue with(String other) {
        return new StringValue(other);
    }

    @Override
    public String typeName() {
        return "str";
    }

    @Override
    public int compareTo(StringValue other) {
        return text().compareTo(other.text());
    }
}
