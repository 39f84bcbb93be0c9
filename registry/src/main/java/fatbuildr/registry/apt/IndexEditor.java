package fatbuildr.registry.apt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns changes of stanzas into changes of shards. */
final class IndexEditor {
    private final Index index;
    private final ShardTexts texts;
    private final AptSettings settings;
    private final List<Part> parts = new ArrayList<>();
    /** Stanzas of shards too small to stand alone, which go into the next one. */
    private List<StanzaText> pending = List.of();

    private IndexEditor(Index index, ShardTexts texts, AptSettings settings) {
        this.index = index;
        this.texts = texts;
        this.settings = settings;
    }

    /**
     * The parts of the changed index.
     *
     * @param changes new text of a stanza, or empty to remove it
     */
    static List<Part> edit(
            Index index, ShardTexts texts, SortedMap<SortKey, Optional<String>> changes, AptSettings settings)
            throws IOException {
        IndexEditor editor = new IndexEditor(index, texts, settings);
        Map<Integer, SortedMap<SortKey, Optional<String>>> byShard = new TreeMap<>();
        changes.forEach((key, text) -> byShard.computeIfAbsent(index.position(key), _ -> new TreeMap<>())
                .put(key, text));
        for (int i = 0; i < index.shards().size(); i++) {
            editor.shard(i, byShard.getOrDefault(i, new TreeMap<>()));
        }
        if (!editor.pending.isEmpty() || editor.parts.isEmpty()) {
            editor.add(editor.pending);
        }
        return editor.parts;
    }

    /** The parts of an index made from nothing. */
    static List<Part> create(SortedMap<SortKey, String> stanzas, AptSettings settings) {
        List<StanzaText> all = new ArrayList<>(stanzas.size());
        stanzas.forEach((key, text) -> all.add(new StanzaText(key, text)));
        return PackedShard.cut(all, settings.shardBytes()).parallelStream()
                .map(shard -> (Part) new Part.Fresh(PackedShard.of(shard, settings)))
                .toList();
    }

    private void shard(int position, SortedMap<SortKey, Optional<String>> changes) throws IOException {
        Shard shard = index.shards().get(position);
        if (changes.isEmpty() && pending.isEmpty()) {
            parts.add(new Part.Kept(position, shard));
            return;
        }
        SortedMap<SortKey, String> stanzas = new TreeMap<>();
        List<StanzaText> before = texts.stanzas(shard);
        before.forEach(stanza -> stanzas.put(stanza.key(), stanza.text()));
        changes.forEach((key, text) -> text.ifPresentOrElse(t -> stanzas.put(key, t), () -> stanzas.remove(key)));
        List<StanzaText> after = new ArrayList<>(pending);
        stanzas.forEach((key, text) -> after.add(new StanzaText(key, text)));
        pending = List.of();
        if (after.equals(before)) {
            parts.add(new Part.Kept(position, shard));
        } else if (length(after) < settings.shardBytes() / 4) {
            pending = after;
        } else {
            add(after);
        }
    }

    /** Cuts only what has grown to twice the size, so that most changes touch one shard. */
    private void add(List<StanzaText> stanzas) {
        boolean large = length(stanzas) > 2L * settings.shardBytes();
        List<List<StanzaText>> shards = large ? PackedShard.cut(stanzas, settings.shardBytes()) : List.of(stanzas);
        shards.forEach(each -> parts.add(new Part.Fresh(PackedShard.of(each, settings))));
    }

    private static long length(List<StanzaText> stanzas) {
        return stanzas.stream().mapToLong(stanza -> stanza.text().length() + 1).sum();
    }
}
