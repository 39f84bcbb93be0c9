package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one publication changes. Removals come first; an entry added under the key of another replaces it; removing
 * what is not there changes nothing.
 *
 * @param base revision the live publication must have for this change to be enough: with another one, because an
 *     earlier publication failed after the caller had recorded it, the suite is made from the listing; empty for any
 * @param revision the caller's name for the contents with this change, kept in the publication; may be empty
 */
public record SuiteChange(List<IndexEntry> added, List<IndexKey> removed, String base, String revision) {
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9.:_-]{0,128}");

    public SuiteChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        checkRevision(base);
        checkRevision(revision);
    }

    public SuiteChange(List<IndexEntry> added, List<IndexKey> removed) {
        this(added, removed, "", "");
    }

    boolean startsFrom(String live) {
        return base.isEmpty() || base.equals(live);
    }

    static String checkRevision(String revision) {
        if (!REVISION.matcher(revision).matches()) {
            throw FatbuildrException.invalid("Invalid revision of a suite: letters, digits and . : _ - are allowed");
        }
        return revision;
    }
}
