package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
            ShardTexts texts = texts(index.name());
            Map<Form, List<Sha256>> after =
                    Parallel.forms(workers, form -> Marks.read(index, form, texts, file(index, form)));
            List<KeySet> keys = new ArrayList<>();
            for (Shard shard : index.shards()) {
                keys.add(KeySet.of(texts.stanzas(shard)));
            }
            known = new Marks(after, keys);
            marks.put(index.name(), known);
        }
        return known;
    }

    private Path file(Index index, Form form) {
        return layout.byHash(index.name()).resolve(index.file(form).sha256());
    }

    Map<IndexName, Marks> knownMarks() {
        return Map.copyOf(marks);
    }
}
