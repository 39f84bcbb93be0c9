package fatbuildr.jinja.value;

/** Text known to be safe HTML. */
public final class MarkupValue extends TextValue {
    public MarkupValue(String text) {
        super(text);
    }

    @Override
    public MarkupValue with(String other) {
        return new MarkupValue(other);
    }

    @Override
    public String typeName() {
        return "Markup";
    }
}
