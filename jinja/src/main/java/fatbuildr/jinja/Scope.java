package fatbuildr.jinja;

import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables, and where to look for those not found here. */
final class Scope {
    private final @Nullable Scope parent;
    private @Nullable Map<String, Value> variables;

    Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    Scope(@Nullable Scope parent, Map<String, Value> variables) {
        this.parent = parent;
        this.variables = variables;
    }

    @Nullable
    Value find(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Value value = scope.variables == null ? null : scope.variables.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    void set(String name, Value value) {
        if (variables == null) {
            variables = new HashMap<>();
        }
        variables.put(name, value);
    }

    /** The variables of this scope alone. */
    Map<String, Value> own() {
        return variables == null ? Map.of() : variables;
    }
}
