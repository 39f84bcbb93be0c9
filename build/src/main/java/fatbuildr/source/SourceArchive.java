package fatbuildr.source;

import fatbuildr.artifact.ArchiveNames;
import fatbuildr.artifact.SourceId;
import java.nio.file.Path;

/**
 * A source archive ready for use.
 *
 * @param main whether it is the artifact's own source; the others are supplementary
 * @param fileName name by which it was downloaded or sent
 * @param file verified file in the workspace
 */
public record SourceArchive(SourceId id, boolean main, String fileName, Path file) {
    /** The sub-directory of a supplementary archive, and its component in orig names. */
    public String component() {
        return ArchiveNames.subdirectory(fileName);
    }

    /** Name of the link to it. */
    String link() {
        return id.value();
    }
}
