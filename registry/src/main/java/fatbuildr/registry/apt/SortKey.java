package fatbuildr.registry.apt;

import fatbuildr.registry.deb.DebVersion;
import java.util.Comparator;

/** The order of stanzas in an index: one that depends on the packages only, never on history. */
record SortKey(String name, DebVersion version, String architecture) implements Comparable<SortKey> {
    private static final Comparator<SortKey> ORDER = Comparator.comparing(SortKey::name)
            .thenComparing(SortKey::version)
            // versions may compare as equal without being so
            .thenComparing(key -> key.version().toString())
            .thenComparing(SortKey::architecture);

    /** Before all others: the start of an index without packages. */
    static final SortKey FIRST = new SortKey("", DebVersion.parse("0"), "");

    @Override
    public int compareTo(SortKey other) {
        return ORDER.compare(this, other);
    }
}
