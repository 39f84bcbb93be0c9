package fatbuildr.engine.registry.deb;

import fatbuildr.build.BuildContext;
import fatbuildr.engine.registry.FormatRegistryProvider.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The registry as a build for one distribution and derivative sees it. */
final class PublishedView implements BuildContext.InstanceRepository {
    private final Place place;
    private final DebRows rows;
    private final DebQueries queries;
    private final String distribution;
    private final String derivative;

    PublishedView(Place place, DebRows rows, DebQueries queries, String distribution, String derivative) {
        this.place = place;
        this.rows = rows;
        this.queries = queries;
        this.distribution = distribution;
        this.derivative = derivative;
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(place.directory()).filter(directory -> Files.isDirectory(directory.resolve("dists")));
    }

    @Override
    public Optional<Path> file(String path) {
        return new PoolRows(place.database(), rows.registry())
                        .digests(List.of(path))
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(place.directory().resolve(path)).filter(Files::isRegularFile);
    }

    @Override
    public String publicKey() {
        return place.keyring().require().publicArmored();
    }

    @Override
    public Optional<BuildContext.PublishedSource> source(String name) {
        return queries.newest(distribution, derivative, PackageRow.SOURCE, name)
                .map(row -> new BuildContext.PublishedSource(row.version().toString(), queries.changelog(row)));
    }

    @Override
    public List<String> visiblePackages() {
        return rows.visible(distribution, place.instance().pipelines().chain(derivative));
    }
}
