package fatbuildr.engine.local;

import fatbuildr.build.FormatBuilder;
import fatbuildr.config.Settings;
import fatbuildr.engine.Engine;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.registry.FormatRegistry;
import fatbuildr.engine.registry.FormatRegistryProvider;
import fatbuildr.engine.registry.Registries;
import fatbuildr.engine.store.Database;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.engine.task.InstanceTasks;
import fatbuildr.engine.task.TaskParts;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts engines together. */
public final class Engines {
    private static final String STORE = "fatbuildr.db";
    private static final String LOCK = "fatbuildr.lock";

    private Engines() {}

    /** Opens the store, settles what a former run left, and starts the workers. */
    public static Engine open(Settings settings, List<InstanceDefinition> instances, EngineParts parts) {
        Path home = home(settings);
        StoreLock lock = StoreLock.take(home.resolve(LOCK));
        try {
            Database database = Database.open(home.resolve(STORE));
            try {
                List<LocalInstance> opened = instances.stream()
                        .sorted(Comparator.comparing(InstanceDefinition::id))
                        .map(instance -> open(instance, settings, database, parts))
                        .toList();
                opened.forEach(instance -> instance.tasks().start());
                return new LocalEngine(opened, database, lock);
            } catch (RuntimeException failure) {
                database.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /**
     * Compares the store, the pools and what is published, of instances that no daemon serves at the time.
     *
     * @return the differences, each with its instance; empty when all agree
     */
    public static List<String> verify(Settings settings, List<InstanceDefinition> instances, Clock clock) {
        Path home = home(settings);
        try (StoreLock _ = StoreLock.take(home.resolve(LOCK));
                Database database = Database.open(home.resolve(STORE))) {
            return instances.stream()
                    .flatMap(instance -> registries(instance, settings, database, clock).verify().stream()
                            .map(difference -> instance.id() + ": " + difference))
                    .toList();
        }
    }

    private static Registries registries(
            InstanceDefinition instance, Settings settings, Database database, Clock clock) {
        InstanceKeyring keyring = new InstanceKeyring(instance, settings.keyring(), clock);
        return new Registries(
                new HashSet<>(Settings.KNOWN_FORMATS), registries(instance, settings, database, keyring, clock));
    }

    private static Path home(Settings settings) {
        Path home = settings.tasks().workspaces().toAbsolutePath().getParent();
        if (home == null) {
            throw FatbuildrException.invalid("[tasks] workspaces cannot be the root directory");
        }
        try {
            DurableFiles.directory(home);
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot make " + home + ": " + failure.getMessage(), failure);
        }
        return home;
    }

    private static LocalInstance open(
            InstanceDefinition instance, Settings settings, Database database, EngineParts parts) {
        InstanceDirectories.create(settings, instance.id());
        InstanceKeyring keyring = new InstanceKeyring(instance, settings.keyring(), parts.clock());
        Registries registries = new Registries(
                new HashSet<>(Settings.KNOWN_FORMATS),
                registries(instance, settings, database, keyring, parts.clock()));
        registries.recover();
        TaskParts taskParts = new TaskParts(
                instance,
                settings,
                database,
                registries,
                keyring,
                parts.builders().apply(instance).stream()
                        .collect(Collectors.toMap(FormatBuilder::format, Function.identity())),
                parts.images().apply(instance),
                parts.clock(),
                parts.observer());
        return new LocalInstance(taskParts, InstanceTasks.recover(taskParts));
    }

    private static Map<String, FormatRegistry> registries(
            InstanceDefinition instance, Settings settings, Database database, InstanceKeyring keyring, Clock clock) {
        Map<String, FormatRegistry> registries = new TreeMap<>();
        Path directory = settings.dirs().registry().resolve(instance.id());
        for (FormatRegistryProvider provider :
                ServiceLoader.load(FormatRegistryProvider.class, Engines.class.getClassLoader())) {
            registries.put(
                    provider.format(),
                    provider.open(new FormatRegistryProvider.Place(
                            instance,
                            settings.registry(),
                            directory.resolve(provider.format()),
                            database,
                            keyring,
                            clock)));
        }
        return registries;
    }
}
