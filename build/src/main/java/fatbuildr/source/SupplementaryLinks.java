package fatbuildr.source;

import java.time.LocalDate;
import java.util.List;

/** The generated patch that lets supplementary sources be found by their ids (artifact-definition.md section 8.3). */
public final class SupplementaryLinks {
    public static final String FILE_NAME = "9998-fatbuildr-supplementary-sources-symlinks";

    private SupplementaryLinks() {}

    /** The patch, empty when no link is needed. */
    public static String patch(List<SourceArchive> archives, String author, String email, LocalDate today) {
        StringBuilder diff = new StringBuilder();
        for (SourceArchive archive : archives) {
            if (!archive.main() && !archive.link().equals(archive.component())) {
                link(diff, archive.link(), archive.component());
            }
        }
        if (diff.isEmpty()) {
            return "";
        }
        return "Description: Links to the supplementary sources by their ids\nForwarded: no\nLast-Update: " + today
                + "\nAuthor: " + author + " <" + email + ">\n\n" + diff;
    }

    private static void link(StringBuilder diff, String id, String target) {
        diff.append("diff --git a/").append(id).append(" b/").append(id).append('\n');
        diff.append("new file mode 120000\n--- /dev/null\n+++ b/").append(id).append('\n');
        diff.append("@@ -0,0 +1 @@\n+").append(target).append("\n\\ No newline at end of file\n");
    }
}
