package fatbuildr.registry.apt;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The live publication of a suite as it is known in memory. */
final class SuiteState {
    private final SuiteLayout layout;
    private final long number;
    private final Manifest manifest;
    private final Map<IndexName, Marks> marks;

    SuiteState(SuiteLayout layout, long number, Manifest manifest, Map<IndexName, Marks> marks) {
        this.layout = layout;
        this.number = number;
        this.manifest = manifest;
        this.marks = new HashMap<>(marks);
    }

    static SuiteState load(SuiteLayout layout, long number) throws IOException {
        Manifest manifest = Manifest.read(layout.publication(number).resolve(SuiteLayout.MANIFEST));
        return new SuiteState(layout, number, manifest, Map.of());
    }

    long number() {
        return number;
    }

    String revision() {
        return manifest.revision();
    }

    Map<IndexName, Index> indexes() {
        return manifest.indexes();
    }

    @Nullable
    Index index(IndexName name) {
        return manifest.indexes().get(name);
    }

    ShardTexts texts(IndexName name) {
        return new ShardTexts(layout.shards(name), name.isSource());
    }

    /** What is known of the checksums of an index; read from the disk the first time it is changed. */
    Marks marks(Index index, ExecutorService workers) throws IOException, InterruptedException {
        Marks known = marks.get(index.name());
        if (known == null) {
            known = new Marks(Parallel.forms(
                    workers,
                    form -> Marks.read(
                            index,
                            form,
                            texts(index.name()),
                            layout.byHash(index.name()).resolve(index.file(form).sha256()))));
            marks.put(index.name(), known);
        }
        return known;
    }

    Map<IndexName, Marks> knownMarks() {
        return Map.copyOf(marks);
    }
}
