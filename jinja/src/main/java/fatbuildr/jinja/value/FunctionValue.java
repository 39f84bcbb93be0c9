package fatbuildr.jinja.value;

/** A function of the host or of the engine. */
public record FunctionValue(String name, HostFunction function) implements Value {
    @Override
    public String typeName() {
        return "function";
    }

    @Override
    public boolean truthy() {
        return true;
    }
}
