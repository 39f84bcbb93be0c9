package fatbuildr.engine.task;

import fatbuildr.build.FormatBuilder;
import fatbuildr.config.Settings;
import fatbuildr.engine.TaskObserver;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.registry.Registries;
import fatbuildr.engine.store.Database;
import fatbuildr.instance.InstanceDefinition;
import java.time.Clock;
import java.util.Map;

/**
 * What the tasks of an instance work with.
 *
 * @param builders format to its builder
 */
public record TaskParts(
        InstanceDefinition instance,
        Settings settings,
        Database database,
        Registries registries,
        InstanceKeyring keyring,
        Map<String, FormatBuilder> builders,
        ImageKeeper images,
        Clock clock,
        TaskObserver observer) {
    public TaskParts {
        builders = Map.copyOf(builders);
    }
}
