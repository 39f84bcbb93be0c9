package fatbuildr.registry.apt;

import java.util.Arrays;
import java.util.List;

/** The keys of a shard in four bytes each: to find the shard of a stanza without reading all of them. */
final class KeySet {
    private final int[] hashes;

    private KeySet(int[] hashes) {
        this.hashes = hashes;
    }

    static KeySet of(List<StanzaText> stanzas) {
        int[] hashes =
                stanzas.stream().mapToInt(stanza -> stanza.key().hashCode()).toArray();
        Arrays.sort(hashes);
        return new KeySet(hashes);
    }

    /** False for certain, true with great probability. */
    boolean mayHold(StanzaKey key) {
        return Arrays.binarySearch(hashes, key.hashCode()) >= 0;
    }
}
