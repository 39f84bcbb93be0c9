package fatbuildr.engine.registry.deb;

import fatbuildr.engine.registry.FormatRegistryProvider.Place;
import fatbuildr.instance.Architectures;
import fatbuildr.registry.apt.AptRepository;
import fatbuildr.registry.apt.AptSettings;
import fatbuildr.registry.apt.IndexEntry;
import fatbuildr.registry.apt.Pool;
import fatbuildr.registry.apt.SuiteChange;
import fatbuildr.registry.apt.SuiteDescription;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The published indexes: a projection of the rows. */
final class Suites {
    private final Place place;
    private final SuiteRows rows;
    private final AptRepository repository;

    Suites(Place place, SuiteRows rows) {
        this.place = place;
        this.rows = rows;
        AptSettings defaults = AptSettings.defaults();
        this.repository = AptRepository.open(
                place.directory(),
                new AptSettings(
                        place.settings().keepIndexes(),
                        defaults.maxPublications(),
                        defaults.shardBytes(),
                        defaults.gzipLevel(),
                        defaults.zstdLevel()),
                place.keyring()::signer,
                place.clock());
    }

    Pool pool() {
        return repository.pool();
    }

    void publish(String distribution, SuiteChange change) {
        repository.publish(describe(distribution), change, () -> listing(distribution));
    }

    void rebuild(String distribution) {
        repository.rebuild(describe(distribution), () -> listing(distribution));
    }

    boolean isPublished(String distribution) {
        return repository.live(distribution).isPresent();
    }

    List<String> verify(String distribution) {
        return repository.verify(distribution);
    }

    /** What the instance's definition says, and whatever else the rows hold since an older definition. */
    private SuiteDescription describe(String distribution) {
        TreeSet<String> components =
                new TreeSet<>(place.instance().pipelines().derivativesOf(DebRegistryProvider.FORMAT));
        components.addAll(rows.components(distribution));
        TreeSet<String> architectures = new TreeSet<>(rows.architectures(distribution));
        place.instance().architectures().forEach(each -> architectures.add(Architectures.toDeb(each)));
        architectures.remove("all");
        architectures.remove(PackageRow.SOURCE);
        String name = place.instance().name();
        return new SuiteDescription(
                distribution,
                name,
                name,
                name + " Deb " + distribution + " packages",
                List.copyOf(components),
                List.copyOf(architectures));
    }

    private Stream<IndexEntry> listing(String distribution) {
        return rows.entries(distribution).stream();
    }
}
