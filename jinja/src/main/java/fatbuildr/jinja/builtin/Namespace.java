package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.Value;
import java.util.Optional;

/** What {@code namespace()} makes: attributes that templates may set from inner scopes. */
public final class Namespace implements HostObject {
    private final DictValue attributes;
    private final Meter meter;

    Namespace(DictValue attributes, Meter meter) {
        this.attributes = attributes;
        this.meter = meter;
    }

    public void set(String name, Value value) {
        attributes.put(Value.of(name), value);
    }

    @Override
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(attributes.get(Value.of(name)));
    }

    @Override
    public String text() {
        return "<Namespace " + Representation.repr(attributes, meter) + ">";
    }
}
