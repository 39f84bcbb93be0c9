package fatbuildr.engine.registry.deb;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.build.BuildContext;
import fatbuildr.engine.registry.FormatRegistry;
import fatbuildr.engine.registry.FormatRegistryProvider.Place;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.registry.deb.ChangesFile;
import fatbuildr.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deb registry of one instance. */
public final class DebRegistry implements FormatRegistry {
    private static final Logger log = LoggerFactory.getLogger(DebRegistry.class);

    /** From so many packages on, looking at all published ones is cheaper than at the related ones. */
    private static final int MANY = 1000;

    private final Place place;
    private final DebRows rows;
    private final SuiteRows suites;
    private final DebQueries queries;
    private final Publisher publisher;
    private final VersionPolicy policy;

    /** Publications happen in turn. */
    private final ReentrantLock publishing = new ReentrantLock(true);

    public DebRegistry(Place place) {
        this.place = place;
        this.rows = new DebRows(place.database(), place.instance().id(), DebRegistryProvider.FORMAT);
        this.suites = new SuiteRows(place.database(), rows.registry());
        this.queries = new DebQueries(rows, suites, place.directory());
        this.publisher = new Publisher(place, rows);
        this.policy = new VersionPolicy(place.settings().keepVersions());
    }

    @Override
    public void recover() {
        try {
            publisher.recover();
        } catch (FatbuildrException failure) {
            log.error(
                    "the deb registry of instance {} is not brought up to date, the next publication tries again: {}",
                    place.instance().id(),
                    failure.getMessage());
        }
    }

    @Override
    public List<String> distributions() {
        return suites.distributions();
    }

    @Override
    public List<String> derivatives(String distribution) {
        return queries.derivatives(distribution);
    }

    @Override
    public long generation(String distribution) {
        return suites.generation(distribution);
    }

    @Override
    public List<Artifact> artifacts(String distribution, String derivative) {
        return queries.artifacts(distribution, derivative);
    }

    @Override
    public List<Located> search(String text) {
        return queries.search(text);
    }

    @Override
    public ArtifactDescription describe(String distribution, String derivative, String architecture, String name) {
        return queries.describe(distribution, derivative, architecture, name);
    }

    @Override
    public List<ArtifactFile> files(String distribution, String derivative, String architecture, String name) {
        return queries.files(distribution, derivative, architecture, name);
    }

    @Override
    public Artifact published(String distribution, String derivative, Artifact artifact) {
        return DebQueries.artifact(queries.published(distribution, derivative, artifact));
    }

    @Override
    public BuildContext.InstanceRepository repository(String distribution, String derivative) {
        return new PublishedView(place, rows, queries, distribution, derivative);
    }

    @Override
    public void publish(TaskId task, String distribution, String derivative, List<Path> results, Journal journal) {
        List<Incoming> incoming = new ArrayList<>();
        for (Path changes : results) {
            incoming.addAll(IncomingReader.read(ChangesFile.read(changes), derivative, journal));
        }
        publish(distribution, derivative, distinct(incoming), task, journal);
    }

    /** Publishes many binary packages at once, without a task. */
    public void ingest(String distribution, String derivative, List<Path> debs, Journal journal) {
        publish(distribution, derivative, IncomingReader.read(debs, derivative), null, journal);
    }

    private void publish(
            String distribution, String derivative, List<Incoming> incoming, @Nullable TaskId task, Journal journal) {
        publishing.lock();
        try {
            Change change = policy.decide(related(distribution, derivative, incoming), incoming);
            change.unchanged().forEach(row -> journal.info(row + " is published already"));
            publisher.publish(distribution, derivative, change, marking(task, true), marking(task, false));
            change.removed().forEach(row -> journal.info("Removed " + row));
            change.added().forEach(added -> journal.info("Published " + added.row()));
        } finally {
            publishing.unlock();
        }
    }

    private static Consumer<Handle> marking(@Nullable TaskId task, boolean published) {
        return handle -> {
            if (task != null) {
                TaskStore.markPublished(handle, task, published);
            }
        };
    }

    /** A package listed by the builds of several architectures is one package. */
    private static List<Incoming> distinct(List<Incoming> incoming) {
        Map<String, Incoming> byKey = incoming.stream()
                .collect(Collectors.toMap(
                        one -> one.row().toString(), Function.identity(), DebRegistry::same, LinkedHashMap::new));
        return List.copyOf(byKey.values());
    }

    private static Incoming same(Incoming one, Incoming other) {
        if (!one.row().sha256().equals(other.row().sha256())) {
            throw FatbuildrException.conflict("the build left " + one.row() + " twice with different content");
        }
        return one;
    }

    private List<PackageRow> related(String distribution, String derivative, List<Incoming> incoming) {
        if (incoming.size() > MANY) {
            return rows.all(distribution, derivative);
        }
        return rows.related(
                distribution,
                derivative,
                incoming.stream().map(one -> one.row().name()).toList(),
                incoming.stream().map(one -> one.row().source()).toList());
    }

    @Override
    public void delete(TaskId task, String distribution, String derivative, Artifact artifact, Journal journal) {
        publishing.lock();
        try {
            PackageRow row = queries.published(distribution, derivative, artifact);
            publisher.publish(
                    distribution,
                    derivative,
                    new Change(List.of(), List.of(row), List.of()),
                    marking(task, true),
                    marking(task, false));
            journal.info("Deleted " + row + " from distribution " + distribution + ", derivative " + derivative);
        } finally {
            publishing.unlock();
        }
    }

    @Override
    public List<String> verify() {
        publishing.lock();
        try {
            return new DebVerifier(
                            new PoolRows(place.database(), rows.registry()), suites, publisher, place.directory())
                    .differences();
        } finally {
            publishing.unlock();
        }
    }
}
