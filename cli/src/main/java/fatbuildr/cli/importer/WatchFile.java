package fatbuildr.cli.importer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses the URL of a source from {@code debian/watch}, where that names it plainly. */
final class WatchFile {
    private static final Pattern OPTIONS = Pattern.compile("^opts=(\"[^\"]*\"|\\S+)\\s+");
    private static final Pattern GROUP = Pattern.compile("\\((?!\\?)[^()]*\\)|@ANY_VERSION@");
    private static final String MARK = "\u0001";

    private WatchFile() {}

    /** The URL with the variable of the version; empty when it takes a look at the server to know. */
    static Optional<String> url(String watch, String artifact, String suffix) {
        String text = watch.replaceAll("(?m)^#.*$", "").replaceAll("\\\\\n\\s*", "");
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("version\\s*=.*"))
                .findFirst()
                .flatMap(line -> place(OPTIONS.matcher(line).replaceFirst(""), artifact, suffix));
    }

    private static Optional<String> place(String line, String artifact, String suffix) {
        String[] words = line.split("\\s+", -1);
        boolean pattern = words.length > 1 && words[1].matches(".*[(@].*");
        String place = pattern && !words[1].contains("://")
                ? words[0].replaceAll("/+$", "") + "/" + words[1]
                : words[pattern ? 1 : 0];
        // The macro takes a dash in front of the version in, which most archives have.
        String named = place.replaceAll("(?<=[A-Za-z0-9]|@PACKAGE@)@ANY_VERSION@", "-@ANY_VERSION@")
                .replace("@PACKAGE@", artifact)
                .replace("@ARCHIVE_EXT@", suffix.replace(".", "\\."));
        Matcher group = GROUP.matcher(named);
        if (!group.find()) {
            return Optional.empty();
        }
        String url = group.replaceAll(MARK).replace("\\.", ".").replace("\\-", "-");
        boolean plain = url.matches("https?://[^()\\[\\]*?|+^$\\\\@\\s]+") && url.endsWith(suffix);
        return plain ? Optional.of(url.replace(MARK, "{{ version }}")) : Optional.empty();
    }
}
