package fatbuildr.instance;

import java.util.List;
import java.util.Optional;

/**
 * A distribution of a format.
 *
 * @param environment name of its build environment, empty for osi
 * @param tag release suffix, empty for osi
 * @param components APT components of the mirror; empty means the configuration's
 * @param modules DNF modules; empty means the configuration's
 */
public record Distribution(
        String name,
        String format,
        Optional<String> environment,
        Optional<String> tag,
        Optional<String> mirror,
        List<String> components,
        List<String> modules) {
    public Distribution {
        components = List.copyOf(components);
        modules = List.copyOf(modules);
    }
}
