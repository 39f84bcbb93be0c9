package fatbuildr.source;

import fatbuildr.archive.ArchiveKind;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;

/**
 * A source archive ready for use.
 *
 * @param id source id; that of the main source is the artifact's name
 * @param fileName name by which it was downloaded or sent
 * @param file verified file in the workspace
 */
public record SourceArchive(String id, boolean main, String fileName, Path file) {
    /**
     * The sub-directory of a supplementary archive, and its component in orig names: the stem of the file name reduced
     * to what Debian source packages accept (artifact-definition.md section 10).
     */
    public String component() {
        String name = sanitized(ArchiveKind.stem(fileName));
        if (!name.matches("[A-Za-z0-9].*")) {
            throw FatbuildrException.invalid("Source " + id + ": no directory name can be made of its file name "
                    + fileName + "; give another one in the definition as URL!NAME");
        }
        return name;
    }

    static String sanitized(String text) {
        return text.replace('/', '-').replaceAll("[^A-Za-z0-9-]", "");
    }
}
