package fatbuildr.engine.registry.deb;

import fatbuildr.engine.registry.FormatRegistry;
import fatbuildr.engine.registry.FormatRegistryProvider;

/** Makes deb registries. */
public final class DebRegistryProvider implements FormatRegistryProvider {
    static final String FORMAT = "deb";

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public FormatRegistry open(Place place) {
        return new DebRegistry(place);
    }
}
