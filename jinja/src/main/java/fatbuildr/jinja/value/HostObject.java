package fatbuildr.jinja.value;

import java.util.Optional;

/** An object of the host as templates see it: a read-only map of attributes and a text. */
public interface HostObject {
    /** The attribute, or nothing when there is none of that name. A list given here may be changed: give a fresh one. */
    Optional<Value> attribute(String name);

    /** What printing the object gives. */
    String text();

    /** The name of its kind, for messages. */
    default String typeName() {
        return getClass().getSimpleName();
    }
}
