package fatbuildr.registry.deb;

import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code debian/changelog}; lines that fit nowhere are left out rather than refused. */
public final class DebianChangelog {
    private static final int MAX_ENTRIES = 100_000;
    private static final Pattern HEADER =
            Pattern.compile("^\\S+ +\\(([^\\s()]{1,512})\\)(?: +[A-Za-z0-9][A-Za-z0-9.+~_-]*)+ *;.*$");
    private static final Pattern TRAILER = Pattern.compile("^ -- ?(.*?)(?:  +(\\S.*))?$");
    private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+, *");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy H:mm:ss Z", Locale.ENGLISH);

    private final List<ChangelogEntry> entries = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private String version = "";
    private boolean joins;

    private DebianChangelog() {}

    /**
     * The entries, newest first as written.
     *
     * @param where what the text is, for messages
     */
    public static List<ChangelogEntry> parse(String text, String where) {
        DebianChangelog changelog = new DebianChangelog();
        text.lines().forEach(line -> changelog.line(line, where));
        changelog.end("", 0);
        return List.copyOf(changelog.entries);
    }

    private void line(String line, String where) {
        if (line.isBlank()) {
            joins = false;
        } else if (line.startsWith(" --")) {
            trailer(line);
        } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            change(line.strip());
        } else {
            header(line, where);
        }
    }

    private void header(String line, String where) {
        Matcher matcher = HEADER.matcher(line);
        if (matcher.matches()) {
            end("", 0);
            if (entries.size() >= MAX_ENTRIES) {
                throw FatbuildrException.invalid(where + ": more than " + MAX_ENTRIES + " changelog entries");
            }
            version = matcher.group(1);
        }
    }

    private void change(String text) {
        if (version.isEmpty()) {
            return;
        }
        boolean bullet = text.startsWith("* ");
        boolean person = text.startsWith("[") && text.endsWith("]");
        if (joins && !bullet && !person) {
            changes.add(changes.removeLast() + " " + text);
        } else {
            changes.add(bullet ? text.substring(2).strip() : text);
        }
        joins = !person;
    }

    private void trailer(String line) {
        Matcher matcher = TRAILER.matcher(line);
        if (matcher.matches()) {
            String date = matcher.group(2) == null ? "" : matcher.group(2);
            end(matcher.group(1).strip(), epoch(date));
        }
    }

    private void end(String author, long date) {
        if (!version.isEmpty()) {
            entries.add(new ChangelogEntry(version, author, date, changes));
        }
        version = "";
        changes.clear();
        joins = false;
    }

    /** The week day is not looked at: it is wrong in many real changelogs. */
    private static long epoch(String date) {
        try {
            return OffsetDateTime.parse(
                            WEEKDAY.matcher(date.strip()).replaceFirst("").replaceAll("\\s+", " "), DATE)
                    .toEpochSecond();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
