package fatbuildr.jinja.value;

/** Python's {@code None}. */
public enum NoneValue implements Value {
    NONE;

    @Override
    public String typeName() {
        return "NoneType";
    }

    @Override
    public boolean truthy() {
        return false;
    }
}
