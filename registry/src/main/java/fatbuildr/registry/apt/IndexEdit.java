package fatbuildr.registry.apt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stanzas that one index gets and loses, in the order given. */
final class IndexEdit {
    private final Set<StanzaKey> removed = new HashSet<>();
    private final Map<StanzaKey, String> added = new LinkedHashMap<>();

    void remove(StanzaKey key) {
        removed.add(key);
        added.remove(key);
    }

    /** Adds a stanza at the end, or moves it there with its new text. */
    void add(StanzaKey key, String text) {
        if (!text.equals(added.get(key))) {
            added.remove(key);
            added.put(key, text);
        }
    }

    boolean touches(KeySet keys) {
        return removed.stream().anyMatch(keys::mayHold)
                || added.keySet().stream().anyMatch(keys::mayHold);
    }

    boolean adds() {
        return !added.isEmpty();
    }

    /** What stays of a shard. A stanza that is added just as it is there already stays where it is. */
    List<StanzaText> staying(List<StanzaText> stanzas) {
        List<StanzaText> staying = new ArrayList<>(stanzas.size());
        for (StanzaText stanza : stanzas) {
            boolean same = stanza.text().equals(added.get(stanza.key())) && !removed.contains(stanza.key());
            if (same) {
                added.remove(stanza.key());
            }
            if (same || !(removed.contains(stanza.key()) || added.containsKey(stanza.key()))) {
                staying.add(stanza);
            }
        }
        return staying;
    }

    List<StanzaText> additions() {
        List<StanzaText> additions = new ArrayList<>(added.size());
        added.forEach((key, text) -> additions.add(new StanzaText(key, text)));
        return additions;
    }
}
