package fatbuildr.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a script printed, by its lines {@code == NAME}. */
final class Chapters {
    private Chapters() {}

    static Map<String, String> of(String output) {
        Map<String, String> chapters = new LinkedHashMap<>();
        for (String chapter : output.split("(?m)^== ", -1)) {
            String[] parts = chapter.split("\n", 2);
            chapters.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return chapters;
    }
}
