package fatbuildr.bench;

import fatbuildr.config.Settings;
import fatbuildr.e2e.Site;
import fatbuildr.engine.keyring.InstanceKeyring;
import fatbuildr.engine.registry.FormatRegistryProvider;
import fatbuildr.engine.registry.deb.DebRegistry;
import fatbuildr.engine.store.Database;
import fatbuildr.instance.Derivative;
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

    private RegistrySite(Path directory, InstanceDefinition instance, Path files) {
        Clock clock = Clock.systemUTC();
        InstanceKeyring keyring = new InstanceKeyring(
                instance,
                new Settings.Keyring(directory.resolve("keyring"), "rsa", 4096, Optional.empty(), Path.of("/")),
                clock);
        if (keyring.info().isEmpty()) {
            keyring.create(SILENT);
        }
        database = Database.open(directory.resolve("fatbuildr.db"));
        registry = new DebRegistry(new FormatRegistryProvider.Place(
                instance, new Settings.Registry(directory, 1, Duration.ofDays(1)), files, database, keyring, clock));
    }

    /** A new registry. */
    static RegistrySite in(Path directory) {
        return new RegistrySite(directory, instance("bench", SUITE, Map.of()), directory.resolve("deb"));
    }

    /** The registry of a site whose daemon does not run. */
    static RegistrySite of(Site site) {
        Map<String, Derivative> derivatives = Map.of("next", new Derivative("next", Optional.empty(), Derivative.MAIN));
        return new RegistrySite(site.directory, instance(Site.INSTANCE, Site.CODENAME, derivatives), site.registry());
    }

    private static InstanceDefinition instance(String id, String suite, Map<String, Derivative> derivatives) {
        Distribution distribution = new Distribution(
                suite, "deb", Optional.of(suite), Optional.of("b"), Optional.empty(), List.of(), List.of());
        return new InstanceDefinition(
                id,
                "Bench",
                new InstanceDefinition.Owner("Bench", "bench@fatbuildr.invalid"),
                List.of("x86_64"),
                new Pipelines(Map.of("deb", List.of(distribution)), derivatives));
    }

    void publish(List<Path> debs) {
        publish(SUITE, Derivative.MAIN, debs);
    }

    void publish(String suite, String derivative, List<Path> debs) {
        registry.ingest(suite, derivative, debs, SILENT);
    }

    @Override
    public void close() {
        database.close();
    }
}
