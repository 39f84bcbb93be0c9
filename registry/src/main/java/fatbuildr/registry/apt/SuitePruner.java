package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes what no reader needs any more: superseded publications after a time, and the index files and shard texts
 * that only they used.
 */
final class SuitePruner {
    private final SuiteLayout layout;
    private final Disk disk;
    private final AptSettings settings;
    /** Index files by publication: publications never change, so each is read once. */
    private final Map<Long, Map<IndexName, Index>> known = new HashMap<>();

    SuitePruner(SuiteLayout layout, Disk disk, AptSettings settings) {
        this.layout = layout;
        this.disk = disk;
        this.settings = settings;
    }

    /** Forgets and removes half-made publications: those after the live one. */
    void discardUnfinished(long live) throws IOException {
        for (long number : numbers()) {
            if (number > live) {
                known.remove(number);
                disk.deleteTree(layout.publication(number));
            }
        }
    }

    void prune(long live, Map<IndexName, Index> liveIndexes, Instant now) throws IOException {
        known.put(live, liveIndexes);
        List<Long> numbers = numbers();
        TreeMap<Long, Instant> made = new TreeMap<>();
        for (long number : numbers) {
            made.put(number, time(layout.publication(number)));
        }
        int surplus = numbers.size() - settings.maxPublications();
        boolean removed = false;
        for (long number : numbers) {
            if (number >= live) {
                continue;
            }
            Instant superseded = made.higherEntry(number) == null
                    ? now
                    : made.higherEntry(number).getValue();
            boolean old = superseded.plus(settings.keepSuperseded()).isBefore(now);
            if (old || surplus > 0) {
                disk.deleteTree(layout.publication(number));
                known.remove(number);
                removed = true;
                surplus--;
            }
        }
        dropShards(liveIndexes);
        if (removed) {
            dropIndexFiles();
        }
    }

    private void dropIndexFiles() throws IOException {
        Set<Path> used = new HashSet<>();
        for (long number : numbers()) {
            for (Index index : indexes(number).values()) {
                for (Form form : List.of(Form.GZIP, Form.ZSTD)) {
                    used.add(
                            layout.byHash(index.name()).resolve(index.file(form).sha256()));
                }
            }
        }
        for (Path file : files(layout.byHashRoot())) {
            if (!used.contains(file)) {
                disk.delete(file);
            }
        }
    }

    private void dropShards(Map<IndexName, Index> live) throws IOException {
        Set<Path> used = new HashSet<>();
        for (Index index : live.values()) {
            index.shards().forEach(shard -> used.add(layout.shards(index.name()).resolve(shard.sha256())));
        }
        for (Path file : files(layout.shardsRoot())) {
            if (!used.contains(file)) {
                disk.delete(file);
            }
        }
    }

    private Map<IndexName, Index> indexes(long number) throws IOException {
        Map<IndexName, Index> indexes = known.get(number);
        if (indexes == null) {
            indexes = Manifest.read(layout.publication(number).resolve(SuiteLayout.MANIFEST))
                    .indexes();
            known.put(number, indexes);
        }
        return indexes;
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Path child : Disk.children(layout.directory())) {
            SuiteLayout.number(child).ifPresent(numbers::add);
        }
        numbers.sort(null);
        return numbers;
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path child : Disk.children(directory)) {
            if (Files.isDirectory(child)) {
                files.addAll(files(child));
            } else {
                files.add(child);
            }
        }
        return files;
    }

    private static Instant time(Path publication) throws IOException {
        Path release = publication.resolve("InRelease");
        return Files.exists(release) ? Files.getLastModifiedTime(release).toInstant() : Instant.EPOCH;
    }
}
