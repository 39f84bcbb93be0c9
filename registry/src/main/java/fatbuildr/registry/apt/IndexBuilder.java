package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Path;
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

    /** A finished index. */
    record Built(Index index, Marks marks) {}

    IndexBuilder(SuiteLayout layout, Disk disk, ExecutorService workers) {
        this.layout = layout;
        this.disk = disk;
        this.workers = workers;
    }

    /**
     * Makes the files of an index.
     *
     * @param live the live state when parts are kept from it
     */
    Built build(IndexName name, List<Part> parts, @Nullable SuiteState live) throws IOException, InterruptedException {
        Index old = live == null ? null : live.index(name);
        Marks marks = live == null || old == null ? null : live.marks(old, workers);
        ShardTexts texts = new ShardTexts(layout.shards(name), name.isSource());
        disk.createDirectories(layout.byHash(name));
        disk.createDirectories(texts.directory());
        List<Part.Fresh> fresh = parts.stream()
                .filter(Part.Fresh.class::isInstance)
                .map(Part.Fresh.class::cast)
                .toList();
        for (Part.Fresh part : fresh) {
            Path temporary = texts.directory().resolve(".new");
            disk.write(temporary, part.packed().bytes(Form.TEXT));
            disk.rename(temporary, texts.directory().resolve(part.shard().sha256()));
        }
        Map<Form, FormWriter.Written> written = Parallel.forms(workers, form -> switch (form) {
            case TEXT -> new FormWriter(disk, form, parts).text(source(old, marks, form), texts);
            case GZIP, ZSTD -> compressed(name, form, parts, source(old, marks, form));
        });
        disk.syncDirectory(texts.directory());
        disk.syncDirectory(layout.byHash(name));
        Map<Form, Index.FileHash> files = new EnumMap<>(Form.class);
        Map<Form, List<Sha256>> after = new EnumMap<>(Form.class);
        written.forEach((form, file) -> {
            files.put(form, file.hash());
            after.put(form, file.marks());
        });
        Index index = new Index(name, parts.stream().map(Part::shard).toList(), files);
        return new Built(index, new Marks(after));
    }

    private FormWriter.Written compressed(
            IndexName name, Form form, List<Part> parts, FormWriter.@Nullable Source source) throws IOException {
        Path directory = layout.byHash(name);
        Path temporary = directory.resolve(".new" + form.suffix());
        FormWriter.Written written = new FormWriter(disk, form, parts).write(source, temporary);
        disk.rename(temporary, directory.resolve(written.hash().sha256()));
        return written;
    }

    private FormWriter.@Nullable Source source(@Nullable Index old, @Nullable Marks marks, Form form) {
        if (old == null || marks == null) {
            return null;
        }
        Path file = form == Form.TEXT
                ? null
                : layout.byHash(old.name()).resolve(old.file(form).sha256());
        return new FormWriter.Source(old, file, marks.of(form));
    }
}
