package fatbuildr.registry.apt;

import java.util.List;

/**
 * What one publication changes. Removals come first; an entry added under the key of another replaces it; removing
 * what is not there changes nothing.
 */
public record SuiteChange(List<IndexEntry> added, List<IndexKey> removed) {
    public SuiteChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
