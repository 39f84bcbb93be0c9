package fatbuildr.archive;

import java.time.Instant;

/**
 * One member of an archive, as the archive says.
 *
 * @param name unchecked
 * @param mode permission bits
 * @param size bytes of content, a claim of the archive
 * @param link target of a link, empty for others; for a hard link a member name
 */
record Member(String name, Kind kind, int mode, Instant modified, long size, String link) {
    enum Kind {
        DIRECTORY,
        FILE,
        SYMBOLIC_LINK,
        HARD_LINK,
    }
}
