package fatbuildr.instance;

import java.util.List;
import java.util.Optional;

/**
 * A derivative as declared.
 *
 * @param formats empty when the definition does not restrict them
 */
public record Derivative(String name, Optional<List<String>> formats, String parent) {
    /** The derivative every instance has. */
    public static final String MAIN = "main";

    public Derivative {
        formats = formats.map(List::copyOf);
    }
}
