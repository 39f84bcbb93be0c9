package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.Map;

/** Everything a fresh environment knows. */
public final class Builtins {
    private static final Map<String, HostFunction> FILTERS = collectFilters();
    private static final Map<String, HostFunction> TESTS = Tests.functions();

    private Builtins() {}

    public static Map<String, HostFunction> filters() {
        return FILTERS;
    }

    public static Map<String, HostFunction> tests() {
        return TESTS;
    }

    public static Map<String, Value> globals() {
        Map<String, Value> globals = new HashMap<>();
        Globals.functions().forEach((name, function) -> globals.put(name, Value.function(name, function)));
        Lipsum.functions().forEach((name, function) -> globals.put(name, Value.function(name, function)));
        return globals;
    }

    private static Map<String, HostFunction> collectFilters() {
        Map<String, HostFunction> filters = new HashMap<>();
        filters.putAll(TextFilters.functions());
        filters.putAll(LayoutFilters.functions());
        filters.putAll(HtmlFilters.functions());
        filters.putAll(NumberFilters.functions());
        filters.putAll(SequenceFilters.functions());
        filters.putAll(SelectionFilters.functions());
        return Map.copyOf(filters);
    }
}
