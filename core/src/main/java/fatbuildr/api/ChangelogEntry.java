package fatbuildr.api;

import java.util.List;

/**
 * One version's changelog block.
 *
 * @param author {@code Name <mail>}
 * @param date seconds since the epoch, 0 when unknown
 */
public record ChangelogEntry(String version, String author, long date, List<String> changes) {
    public ChangelogEntry {
        changes = List.copyOf(changes);
    }
}
