package fatbuildr.jinja;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Map;
import java.util.Optional;

/** An imported template: what its top level set, and what it wrote. */
record ModuleObject(String name, Map<String, Value> variables, String text) implements HostObject {
    @Override
    public Optional<Value> attribute(String attribute) {
        return attribute.startsWith("_") ? Optional.empty() : Optional.ofNullable(variables.get(attribute));
    }

    @Override
    public String typeName() {
        return "TemplateModule";
    }
}
