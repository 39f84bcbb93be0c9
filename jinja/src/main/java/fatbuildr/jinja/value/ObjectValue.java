package fatbuildr.jinja.value;

/** An object of the host or of the engine. */
public record ObjectValue(HostObject object) implements Value {
    @Override
    public String typeName() {
        return object.typeName();
    }

    @Override
    public boolean truthy() {
        return true;
    }
}
