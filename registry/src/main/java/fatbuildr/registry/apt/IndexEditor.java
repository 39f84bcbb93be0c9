package fatbuildr.registry.apt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns changes of stanzas into changes of shards. New stanzas go to the end of the index, so that what is published
 * often is at the end and the long rest before it is neither compressed nor looked at again.
 */
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
     * @param keys of each shard
     */
    static List<Part> edit(Index index, List<KeySet> keys, ShardTexts texts, IndexEdit edit, AptSettings settings)
            throws IOException {
        IndexEditor editor = new IndexEditor(index, texts, settings);
        int last = index.shards().size() - 1;
        for (int i = 0; i <= last; i++) {
            boolean grows = i == last && edit.adds() && index.shards().get(i).textLength() < settings.shardBytes();
            editor.shard(i, edit.touches(keys.get(i)) || grows, edit, grows);
        }
        List<StanzaText> rest = new ArrayList<>(editor.pending);
        rest.addAll(edit.additions());
        if (!rest.isEmpty() || editor.parts.isEmpty()) {
            editor.add(rest);
        }
        return editor.parts;
    }

    /** The parts of an index made from nothing, its stanzas in the order they were added. */
    static List<Part> create(IndexEdit stanzas, AptSettings settings) {
        return PackedShard.cut(stanzas.additions(), settings.shardBytes()).parallelStream()
                .map(shard -> (Part) new Part.Fresh(PackedShard.of(shard, settings)))
                .toList();
    }

    private void shard(int position, boolean touched, IndexEdit edit, boolean grows) throws IOException {
        Shard shard = index.shards().get(position);
        if (!touched && pending.isEmpty()) {
            parts.add(new Part.Kept(position, shard));
            return;
        }
        List<StanzaText> before = texts.stanzas(shard);
        List<StanzaText> after = new ArrayList<>(pending);
        after.addAll(edit.staying(before));
        pending = List.of();
        boolean growsStill = grows && edit.adds();
        if (after.equals(before) && !growsStill) {
            parts.add(new Part.Kept(position, shard));
        } else if (growsStill || length(after) < settings.shardBytes() / 4) {
            pending = after;
        } else {
            add(after);
        }
    }

    private void add(List<StanzaText> stanzas) {
        boolean large = length(stanzas) > 2L * settings.shardBytes();
        List<List<StanzaText>> shards = large ? PackedShard.cut(stanzas, settings.shardBytes()) : List.of(stanzas);
        shards.forEach(each -> parts.add(new Part.Fresh(PackedShard.of(each, settings))));
    }

    private static long length(List<StanzaText> stanzas) {
        return stanzas.stream().mapToLong(stanza -> stanza.text().length() + 1).sum();
    }
}
