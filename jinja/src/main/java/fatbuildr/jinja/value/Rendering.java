package fatbuildr.jinja.value;

/** The rendering in progress, as functions called by it see it. */
public interface Rendering {
    Meter meter();

    /** Whether plain text is escaped as HTML when printed here. */
    boolean autoescape();

    /** The text printing the value gives, without escaping. */
    String text(Value value);

    /** The attribute or item a template gets from {@code value.name}; undefined when there is none. */
    Value attribute(Value value, String name);

    /** What a template gets from {@code value[key]}; undefined when there is none. */
    Value item(Value value, Value key);

    Value call(Value callee, Arguments arguments);

    /** Applies a filter; the filtered value is the first argument. */
    Value filter(String name, Arguments arguments);

    /** Applies a test; the tested value is the first argument. */
    boolean test(String name, Arguments arguments);

    boolean hasFilter(String name);

    boolean hasTest(String name);
}
