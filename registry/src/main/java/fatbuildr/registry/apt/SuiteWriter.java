package fatbuildr.registry.apt;

import fatbuildr.registry.pgp.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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
        Map<IndexName, IndexEdit> stanzas = new HashMap<>();
        try (Stream<IndexEntry> entries = listing.get()) {
            entries.forEach(entry -> add(suite, entry, stanzas));
        }
        Map<IndexName, List<Part>> parts = new LinkedHashMap<>();
        for (IndexName index : suite.indexes()) {
            parts.put(index, IndexEditor.create(stanzas.getOrDefault(index, new IndexEdit()), settings));
        }
        return publish(suite, revision, parts, null, signer);
    }

    private Publication changed(SuiteDescription suite, SuiteChange change, SuiteState live, Signer signer)
            throws IOException, InterruptedException {
        Map<IndexName, IndexEdit> edits = new HashMap<>();
        for (IndexKey key : change.removed()) {
            suite.indexesOf(key)
                    .forEach(index ->
                            edits.computeIfAbsent(index, _ -> new IndexEdit()).remove(key.stanzaKey()));
        }
        change.added().forEach(entry -> add(suite, entry, edits));
        Map<IndexName, List<Part>> parts = new LinkedHashMap<>();
        try (ExecutorService workers = workers()) {
            for (IndexName name : suite.indexes()) {
                IndexEdit edit = edits.get(name);
                Index index = live.index(name);
                if (edit != null && index != null) {
                    List<KeySet> keys = live.marks(index, workers).keys();
                    List<Part> edited = IndexEditor.edit(index, keys, live.texts(name), edit, settings);
                    if (edited.size() != index.shards().size()
                            || edited.stream().anyMatch(Part.Fresh.class::isInstance)) {
                        parts.put(name, edited);
                    }
                }
            }
        }
        return publish(suite, change.revision(), parts, live, signer);
    }

    private static void add(SuiteDescription suite, IndexEntry entry, Map<IndexName, IndexEdit> edits) {
        suite.indexesOf(entry.key())
                .forEach(index -> edits.computeIfAbsent(index, _ -> new IndexEdit())
                        .add(entry.key().stanzaKey(), entry.stanza()));
    }

    /** Threads of the system: signing must not hold up copying, nor this the virtual threads of others. */
    private static ExecutorService workers() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("publish-", 0).factory());
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
        try (ExecutorService workers = workers()) {
            long former = layout.live().orElse(0);
            pruner.discardUnfinished(former);
            Map<IndexName, Index> indexes = new LinkedHashMap<>();
            Map<IndexName, Marks> marks = new HashMap<>(live == null ? Map.of() : live.knownMarks());
            List<Parallel.Work<byte[]>> writes = new ArrayList<>();
            IndexBuilder builder = new IndexBuilder(layout, disk, workers);
            for (IndexName name : suite.indexes()) {
                List<Part> changed = parts.get(name);
                Index kept = live == null ? null : live.index(name);
                if (changed != null) {
                    IndexBuilder.Built built = builder.build(name, changed, live);
                    indexes.put(name, built.index());
                    marks.put(name, built.marks());
                    writes.addAll(built.writes());
                } else if (kept != null) {
                    indexes.put(name, kept);
                }
            }
            long number = former + 1;
            Instant date = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Manifest manifest = new Manifest(revision, indexes);
            byte[] release = ReleaseText.write(suite, date, indexes.values());
            List<Parallel.Work<byte[]>> works = new ArrayList<>();
            works.add(() -> release);
            works.add(() -> signer.clearSign(release));
            works.add(() -> signer.detachedArmored(release));
            works.addAll(writes);
            PublicationWriter.Signed signed =
                    new PublicationWriter.Signed(Parallel.all(workers, works).subList(0, 3));
            PublicationWriter writer = new PublicationWriter(layout, disk);
            writer.write(number, signed, later(date, former), manifest);
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
