package fatbuildr.registry.apt;

import fatbuildr.registry.pgp.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Publishes one suite, one publication at a time. */
final class SuiteWriter {
    private final SuiteLayout layout;
    private final AptSettings settings;
    private final Disk disk;
    private final Clock clock;
    private final SuitePruner pruner;
    /** What is live, or null when it must be read from the disk first. */
    private @Nullable SuiteState state;

    SuiteWriter(SuiteLayout layout, AptSettings settings, Disk disk, Clock clock) {
        this.layout = layout;
        this.settings = settings;
        this.disk = disk;
        this.clock = clock;
        this.pruner = new SuitePruner(layout, disk, settings);
    }

    /** Publishes a change, or everything when the change has nothing sound to start from. */
    synchronized Publication publish(
            SuiteDescription suite, SuiteChange change, Supplier<Stream<IndexEntry>> listing, Signer signer)
            throws IOException, InterruptedException {
        try {
            SuiteState live = liveState();
            if (live != null
                    && change.startsFrom(live.revision())
                    && live.indexes().keySet().equals(Set.copyOf(suite.indexes()))) {
                return changed(suite, change, live, signer);
            }
        } catch (DamagedStateException e) {
            state = null;
        }
        return rebuild(suite, change.revision(), listing, signer);
    }

    /** Publishes a full listing, looking at nothing that was there before. */
    synchronized Publication rebuild(
            SuiteDescription suite, String revision, Supplier<Stream<IndexEntry>> listing, Signer signer)
            throws IOException, InterruptedException {
        Map<IndexName, SortedMap<SortKey, String>> stanzas = new HashMap<>();
        try (Stream<IndexEntry> entries = listing.get()) {
            entries.forEach(entry -> suite.indexesOf(entry.key())
                    .forEach(index -> stanzas.computeIfAbsent(index, _ -> new TreeMap<>())
                            .put(entry.key().sortKey(), entry.stanza())));
        }
        Map<IndexName, List<Part>> parts = new LinkedHashMap<>();
        for (IndexName index : suite.indexes()) {
            SortedMap<SortKey, String> listed = stanzas.getOrDefault(index, new TreeMap<>());
            parts.put(index, IndexEditor.create(listed, settings));
        }
        return publish(suite, revision, parts, null, signer);
    }

    private Publication changed(SuiteDescription suite, SuiteChange change, SuiteState live, Signer signer)
            throws IOException, InterruptedException {
        Map<IndexName, SortedMap<SortKey, Optional<String>>> changes = new HashMap<>();
        for (IndexKey key : change.removed()) {
            for (IndexName index : suite.indexesOf(key)) {
                changes.computeIfAbsent(index, _ -> new TreeMap<>()).put(key.sortKey(), Optional.empty());
            }
        }
        for (IndexEntry entry : change.added()) {
            for (IndexName index : suite.indexesOf(entry.key())) {
                changes.computeIfAbsent(index, _ -> new TreeMap<>())
                        .put(entry.key().sortKey(), Optional.of(entry.stanza()));
            }
        }
        Map<IndexName, List<Part>> parts = new LinkedHashMap<>();
        for (IndexName name : suite.indexes()) {
            SortedMap<SortKey, Optional<String>> edits = changes.get(name);
            Index index = live.index(name);
            if (edits != null && index != null) {
                List<Part> edited = IndexEditor.edit(index, live.texts(name), edits, settings);
                if (edited.size() != index.shards().size() || edited.stream().anyMatch(Part.Fresh.class::isInstance)) {
                    parts.put(name, edited);
                }
            }
        }
        return publish(suite, change.revision(), parts, live, signer);
    }

    /**
     * Writes the changed indexes, then the publication, then switches.
     *
     * @param parts of the indexes that change
     * @param live where the other indexes are taken from
     */
    private Publication publish(
            SuiteDescription suite,
            String revision,
            Map<IndexName, List<Part>> parts,
            @Nullable SuiteState live,
            Signer signer)
            throws IOException, InterruptedException {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            long former = layout.live().orElse(0);
            pruner.discardUnfinished(former);
            Map<IndexName, Index> indexes = new LinkedHashMap<>();
            Map<IndexName, Marks> marks = new HashMap<>(live == null ? Map.of() : live.knownMarks());
            IndexBuilder builder = new IndexBuilder(layout, disk, workers);
            for (IndexName name : suite.indexes()) {
                List<Part> changed = parts.get(name);
                Index kept = live == null ? null : live.index(name);
                if (changed != null) {
                    IndexBuilder.Built built = builder.build(name, changed, live);
                    indexes.put(name, built.index());
                    marks.put(name, built.marks());
                } else if (kept != null) {
                    indexes.put(name, kept);
                }
            }
            long number = former + 1;
            Instant date = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Instant time = later(date, former);
            PublicationWriter writer = new PublicationWriter(layout, disk, workers);
            Manifest manifest = new Manifest(revision, indexes);
            writer.write(number, suite, date, time, manifest, signer);
            writer.makeLive(number);
            state = new SuiteState(layout, number, manifest, marks);
            prune(number, indexes, date);
            return new Publication(suite.name(), number, date, revision, layout.publication(number));
        } catch (IOException | RuntimeException e) {
            // whatever state the disk is in, the next publication reads it anew
            state = null;
            throw e;
        }
    }

    private void prune(long number, Map<IndexName, Index> indexes, Instant now) {
        try {
            pruner.prune(number, indexes, now);
        } catch (IOException e) {
            // the publication is live whatever remains of older ones; the next one prunes again
        }
    }

    private Instant later(Instant date, long former) throws IOException {
        Path last = layout.publication(former).resolve("InRelease");
        if (!Files.exists(last)) {
            return date;
        }
        Instant least = Files.getLastModifiedTime(last).toInstant().plusSeconds(1);
        return date.isBefore(least) ? least : date;
    }

    private @Nullable SuiteState liveState() throws IOException {
        OptionalLong number = layout.live();
        if (number.isEmpty()) {
            return null;
        }
        SuiteState known = state;
        if (known == null || known.number() != number.getAsLong()) {
            known = SuiteState.load(layout, number.getAsLong());
            state = known;
        }
        return known;
    }
}
