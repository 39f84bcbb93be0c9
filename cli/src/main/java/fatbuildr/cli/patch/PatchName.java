package fatbuildr.cli.patch;

import java.nio.charset.StandardCharsets;

/** Titles of commits and names of patch files (cli.md sections 8.2 and 8.4). */
final class PatchName {
    private static final int MAX_BYTES = 200;

    private PatchName() {}

    /** What follows the first dash; all of a name without one. */
    static String title(String fileName) {
        String title = fileName.substring(fileName.indexOf('-') + 1).strip();
        return title.isEmpty() ? fileName : title;
    }

    /** {@code 0001-title}, where blanks and slashes are dashes. */
    static String file(int number, String title) {
        String name = title.strip().replaceAll("[\\s/\\p{Cntrl}]+", "-");
        while (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        String digits = String.valueOf(number);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits + "-" + name;
    }
}
