package fatbuildr.artifact;

import fatbuildr.error.FatbuildrException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** File names of source archives. */
public final class ArchiveNames {
    private static final List<String> SUFFIXES = List.of(
            ".tar.gz",
            ".tar.bz2",
            ".tar.xz",
            ".tar.zst",
            ".tar.lzma",
            ".tar.lz",
            ".tgz",
            ".tbz2",
            ".tbz",
            ".txz",
            ".tzst",
            ".tlz",
            ".tar",
            ".zip");

    private static final String SUPPLIED_SUFFIX = ".tar.xz";

    private ArchiveNames() {}

    /** The archive suffix, empty when the name has none we know. */
    public static Optional<String> suffix(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return SUFFIXES.stream()
                .filter(suffix -> lower.endsWith(suffix) && lower.length() > suffix.length())
                .findFirst()
                .map(suffix -> fileName.substring(fileName.length() - suffix.length()));
    }

    /** The name without its archive suffix. */
    public static String stem(String fileName) {
        return fileName.substring(
                0, fileName.length() - suffix(fileName).map(String::length).orElse(0));
    }

    /** What remains when only ASCII letters, digits and dashes are kept. */
    public static String sanitize(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "");
    }

    /** Directory in the source tree of a supplementary archive (artifact-definition.md section 10). */
    public static String subdirectory(String fileName) {
        String name = sanitize(stem(fileName)).replaceFirst("^-+", "");
        if (name.isEmpty()) {
            throw FatbuildrException.invalid("source archive " + fileName
                    + ": its name has no letter or digit to name a directory after; use URL!FILENAME");
        }
        return name;
    }

    /** Name of the archive a client makes of local sources. */
    public static String supplied(SourceId id, String version) {
        return id + "-" + version + SUPPLIED_SUFFIX;
    }

    /**
     * The version that the name of such an archive carries, behind the source's name and any one separator; ours is a
     * dash (http-api.md section 7.1).
     */
    public static String suppliedVersion(SourceId id, String fileName) {
        int start = id.toString().length() + 1;
        int end = fileName.length() - SUPPLIED_SUFFIX.length();
        if (start < end
                && fileName.startsWith(id.toString())
                && !Character.isLetterOrDigit(fileName.charAt(start - 1))
                && fileName.endsWith(SUPPLIED_SUFFIX)) {
            String version = fileName.substring(start, end);
            Versions.checkMain(version);
            return version;
        }
        throw FatbuildrException.invalid(
                "source archive " + fileName + ": the name must be " + id + "-VERSION" + SUPPLIED_SUFFIX);
    }
}
