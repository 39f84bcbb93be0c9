package fatbuildr.web.page;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Map;
import java.util.Optional;

/** A thing with named facts; printing it gives its text. */
record Facts(String text, Map<String, Object> facts) implements HostObject {
    @Override
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(facts.get(name)).map(Value::from);
    }
}
