package fatbuildr.engine.registry;

import fatbuildr.config.Settings;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.store.Database;
import fatbuildr.instance.InstanceDefinition;
import java.nio.file.Path;
import java.time.Clock;

/** Makes the registries of a format; found by {@link java.util.ServiceLoader}. */
public interface FormatRegistryProvider {
    /** Such as {@code deb}. */
    String format();

    FormatRegistry open(Place place);

    /**
     * What a registry works with.
     *
     * @param directory the format's published files
     */
    record Place(
            InstanceDefinition instance,
            Settings.Registry settings,
            Path directory,
            Database database,
            InstanceKeyring keyring,
            Clock clock) {}
}
