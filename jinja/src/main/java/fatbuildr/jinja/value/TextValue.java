package fatbuildr.jinja.value;

/** Text, plain or markup. */
public sealed interface TextValue extends Value permits StringValue, MarkupValue {
    String text();

    /** The same kind of text with other content. */
    TextValue with(String text);

    @Override
    default boolean truthy() {
        return !text().isEmpty();
    }
}
