package fatbuildr.jinja;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Optional;

/** The variable {@code self}: the template's blocks by name. */
record SelfObject(Frame frame) implements HostObject {
    @Override
    public Optional<Value> attribute(String name) {
        return frame.inheritance().definitions(name).isEmpty()
                ? Optional.empty()
                : Optional.of(Value.object(new BlockObject(frame, name, 0)));
    }

    @Override
    public String text() {
        return "<TemplateReference '" + frame.template().name() + "'>";
    }

    @Override
    public String typeName() {
        return "TemplateReference";
    }
}
