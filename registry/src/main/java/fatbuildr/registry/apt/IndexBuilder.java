package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Makes the files of changed indexes: by-hash files and shard texts, all durable, none of them visible yet. */
final class IndexBuilder {
    private final SuiteLayout layout;
    private final Disk disk;
    private final ExecutorService workers;

    /**
     * An index whose checksums are known.
     *
     * @param writes what remains to be done before it is on the disk, in any order or side by side
     */
    record Built(Index index, Marks marks, List<Parallel.Work<byte[]>> writes) {
        private static final byte[] NOTHING = {};
    }

    IndexBuilder(SuiteLayout layout, Disk disk, ExecutorService workers) {
        this.layout = layout;
        this.disk = disk;
        this.workers = workers;
    }

    /**
     * Computes what an index will be.
     *
     * @param live the live state when parts are kept from it
     */
    Built build(IndexName name, List<Part> parts, @Nullable SuiteState live) throws IOException, InterruptedException {
        Index old = live == null ? null : live.index(name);
        Marks known = live == null || old == null ? null : live.marks(old, workers);
        ShardTexts texts = new ShardTexts(layout.shards(name), name.isSource());
        Map<Form, FormWriter> writers = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            writers.put(form, new FormWriter(form, parts, source(old, known, texts, form)));
        }
        Map<Form, FormWriter.Summed> sums =
                Parallel.forms(workers, form -> writer(writers, form).sum());
        Map<Form, Index.FileHash> files = new EnumMap<>(Form.class);
        Map<Form, List<Sha256>> after = new EnumMap<>(Form.class);
        sums.forEach((form, sum) -> {
            files.put(form, sum.hash());
            after.put(form, sum.marks());
        });
        Index index = new Index(name, parts.stream().map(Part::shard).toList(), files);
        List<Parallel.Work<byte[]>> writes = List.of(
                () -> texts(texts, parts),
                () -> file(index, Form.GZIP, writer(writers, Form.GZIP)),
                () -> file(index, Form.ZSTD, writer(writers, Form.ZSTD)));
        return new Built(index, new Marks(after, keys(parts, known)), writes);
    }

    private static FormWriter writer(Map<Form, FormWriter> writers, Form form) {
        FormWriter writer = writers.get(form);
        if (writer == null) {
            throw new IllegalStateException("no writer of " + form);
        }
        return writer;
    }

    private static List<KeySet> keys(List<Part> parts, @Nullable Marks known) {
        List<KeySet> keys = new ArrayList<>(parts.size());
        for (Part part : parts) {
            switch (part) {
                case Part.Fresh fresh -> keys.add(fresh.packed().keys());
                case Part.Kept kept when known != null -> keys.add(known.keys().get(kept.position()));
                case Part.Kept kept -> throw new IllegalStateException("part " + kept.position() + " from nowhere");
            }
        }
        return keys;
    }

    private byte[] texts(ShardTexts texts, List<Part> parts) throws IOException {
        disk.createDirectories(texts.directory());
        for (Part part : parts) {
            if (part instanceof Part.Fresh fresh) {
                Path temporary = texts.directory().resolve(".new");
                disk.write(temporary, fresh.packed().bytes(Form.TEXT));
                disk.rename(temporary, texts.directory().resolve(fresh.shard().sha256()));
            }
        }
        disk.syncDirectory(texts.directory());
        return Built.NOTHING;
    }

    private byte[] file(Index index, Form form, FormWriter writer) throws IOException {
        Path directory = layout.byHash(index.name());
        disk.createDirectories(directory);
        Path temporary = directory.resolve(".new" + form.suffix());
        writer.copy(disk, temporary);
        disk.rename(temporary, directory.resolve(index.file(form).sha256()));
        disk.syncDirectory(directory);
        return Built.NOTHING;
    }

    private FormWriter.@Nullable Source source(
            @Nullable Index old, @Nullable Marks marks, ShardTexts texts, Form form) {
        if (old == null || marks == null) {
            return null;
        }
        Path file = layout.byHash(old.name()).resolve(old.file(form).sha256());
        return new FormWriter.Source(old, texts, file, marks.of(form));
    }
}
