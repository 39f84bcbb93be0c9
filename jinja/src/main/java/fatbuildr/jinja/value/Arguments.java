package fatbuildr.jinja.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call. */
public record Arguments(List<Value> positional, Map<String, Value> named) {
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    public static Arguments of(Value... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    /** The positional argument, which must be there. */
    public Value get(int index) {
        if (index >= positional.size()) {
            throw new EvaluationException("missing argument " + (index + 1));
        }
        return positional.get(index);
    }

    public Arguments prepend(Value first) {
        List<Value> all = new ArrayList<>(positional.size() + 1);
        all.add(first);
        all.addAll(positional);
        return new Arguments(all, named);
    }

    public Arguments with(String name, Value value) {
        Map<String, Value> all = new LinkedHashMap<>(named);
        all.put(name, value);
        return new Arguments(positional, all);
    }

    public Arguments from(int index) {
        return new Arguments(positional.subList(Math.min(index, positional.size()), positional.size()), named);
    }
}
