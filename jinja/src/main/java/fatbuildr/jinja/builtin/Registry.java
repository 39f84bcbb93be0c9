package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.HostFunction;
import java.util.HashMap;
import java.util.Map;

/** Functions by name, as they are being declared. */
final class Registry {
    private final Map<String, HostFunction> functions = new HashMap<>();

    Registry add(String name, Builtin.Body body, String... parameters) {
        return add(name, Builtin.of(name, body, parameters));
    }

    Registry add(String name, HostFunction function) {
        functions.put(name, function);
        return this;
    }

    Registry alias(String alias, String name) {
        HostFunction function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException(name);
        }
        return add(alias, function);
    }

    Map<String, HostFunction> functions() {
        return Map.copyOf(functions);
    }
}
