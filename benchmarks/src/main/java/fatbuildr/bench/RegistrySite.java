package fatbuildr.bench;

import fatbuildr.config.Settings;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.registry.FormatRegistryProvider;
import fatbuildr.engine.registry.deb.DebRegistry;
import fatbuildr.engine.store.Database;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.journal.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deb registry of one instance with its store and keyring, without the daemon around it. */
final class RegistrySite implements AutoCloseable {
    static final String SUITE = "bench";
    private static final Journal SILENT = _ -> {};

    private final Database database;
    private final DebRegistry registry;

    RegistrySite(Path directory) {
        Distribution suite = new Distribution(
                SUITE, "deb", Optional.of(SUITE), Optional.of("b"), Optional.empty(), List.of(), List.of());
        InstanceDefinition instance = new InstanceDefinition(
                "bench",
                "Bench",
                new InstanceDefinition.Owner("Bench", "bench@fatbuildr.invalid"),
                List.of("x86_64"),
                new Pipelines(Map.of("deb", List.of(suite)), Map.of()));
        Clock clock = Clock.systemUTC();
        InstanceKeyring keyring = new InstanceKeyring(
                instance,
                new Settings.Keyring(directory.resolve("keyring"), "rsa", 4096, Optional.empty(), Path.of("/")),
                clock);
        keyring.create(SILENT);
        database = Database.open(directory.resolve("fatbuildr.db"));
        registry = new DebRegistry(new FormatRegistryProvider.Place(
                instance,
                new Settings.Registry(directory, 1, Duration.ofDays(1)),
                directory.resolve("deb"),
                database,
                keyring,
                clock));
    }

    void publish(List<Path> debs) {
        registry.ingest(SUITE, "main", debs, SILENT);
    }

    @Override
    public void close() {
        database.close();
    }
}
