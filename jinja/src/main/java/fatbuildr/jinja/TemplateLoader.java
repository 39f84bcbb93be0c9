package fatbuildr.jinja;

import java.util.Optional;

/** Finds the source of a template by its name, for include, import and extends. */
@FunctionalInterface
public interface TemplateLoader {
    Optional<String> source(String name);

    /** Knows no template. */
    static TemplateLoader none() {
        return name -> Optional.empty();
    }

    /** Asks this loader, then the other: site files before vendor files. */
    default TemplateLoader orElse(TemplateLoader other) {
        return name -> source(name).or(() -> other.source(name));
    }
}
