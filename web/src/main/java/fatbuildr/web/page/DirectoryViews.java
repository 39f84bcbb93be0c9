package fatbuildr.web.page;

import fatbuildr.web.file.DirectoryEntry;
import java.util.List;
import java.util.Map;

/** The listing of a published directory (http-api.md section 9.3). */
public final class DirectoryViews {
    private DirectoryViews() {}

    /** @param endsWithSlash whether the listing's address does, on which its links depend */
    public static List<Map<String, ?>> of(List<DirectoryEntry> entries, String directory, boolean endsWithSlash) {
        String here = endsWithSlash ? "" : UrlText.segment(directory) + "/";
        return entries.stream().<Map<String, ?>>map(entry -> entry(entry, here)).toList();
    }

    private static Map<String, ?> entry(DirectoryEntry entry, String here) {
        return Map.of(
                "name",
                entry.name(),
                "url",
                here + UrlText.segment(entry.name()),
                "directory",
                entry.directory(),
                "size",
                entry.size(),
                "modified",
                entry.modified().getEpochSecond());
    }
}
