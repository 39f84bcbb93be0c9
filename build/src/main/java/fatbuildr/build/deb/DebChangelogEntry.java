package fatbuildr.build.deb;

import fatbuildr.build.ChangelogMessage;
import fatbuildr.error.FatbuildrException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One entry of {@code debian/changelog}, laid out as debchange does. */
record DebChangelogEntry(
        String source,
        String version,
        String distribution,
        ChangelogMessage message,
        String author,
        String email,
        Instant date) {
    private static final int WIDTH = 68;
    private static final DateTimeFormatter RFC_2822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    DebChangelogEntry {
        author = identity(author, "name");
        email = identity(email, "address");
    }

    /** Angle brackets and line ends would let a name forge the rest of the line. */
    private static String identity(String text, String what) {
        String clean = ChangelogMessage.cleaned(text.replace("<", "").replace(">", ""));
        if (clean.isEmpty()) {
            throw FatbuildrException.invalid("The author's " + what + " is empty: the changelog needs it");
        }
        return clean;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(source).append(" (").append(version).append(") ").append(distribution);
        text.append("; urgency=medium\n\n");
        for (String item : message.items()) {
            String indent = "  * ";
            for (String line : wrapped(item)) {
                text.append(indent).append(line).append('\n');
                indent = "    ";
            }
        }
        text.append("\n -- ").append(author).append(" <").append(email).append(">  ");
        text.append(RFC_2822.format(date.atOffset(ZoneOffset.UTC))).append('\n');
        return text.toString();
    }

    private static List<String> wrapped(String item) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : item.split(" ", -1)) {
            if (length(line) > 0 && length(line) + 1 + length(word) <= WIDTH) {
                line.append(' ').append(word);
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String rest = word;
            while (length(rest) > WIDTH) {
                int cut = rest.offsetByCodePoints(0, WIDTH);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
