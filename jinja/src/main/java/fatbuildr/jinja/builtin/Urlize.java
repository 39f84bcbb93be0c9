package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.TextBuilder;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makes links of the addresses in a text that is escaped already. */
final class Urlize {
    private static final int MAX_WORD = 2000;
    private static final List<String> OPENING = List.of("(", "<", "&lt;");
    private static final List<String> CLOSING = List.of(")", ">", "&gt;");
    private static final List<String> TRAILING = List.of("&gt;", ")", ">", ".", ",");

    private static final Pattern HTTP = Pattern.compile(
            "(?:(?:https?://|www\\.)(?:[\\w%-]++\\.)*+(?:[a-z]{2,63}|xn--[\\w%]{2,59})"
                    + "|(?:[\\w%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)"
                    + "|https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))"
                    + "(?::\\d{1,5})?(?:[/?#]\\S*+)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern EMAIL = Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    record Options(int trimLimit, String rel, String target, List<String> schemes) {}

    private final Options options;
    private final String attributes;

    private Urlize(Options options) {
        this.options = options;
        this.attributes = (options.rel().isEmpty() ? "" : " rel=\"" + Html.escape(options.rel()) + "\"")
                + (options.target().isEmpty() ? "" : " target=\"" + Html.escape(options.target()) + "\"");
    }

    static String rel(String given, boolean nofollow) {
        TreeSet<String> parts = new TreeSet<>(List.of("noopener"));
        for (String part : given.trim().split("\\s+", -1)) {
            parts.add(part);
        }
        if (nofollow) {
            parts.add("nofollow");
        }
        parts.remove("");
        return String.join(" ", parts);
    }

    static String urlize(String html, Options options, Meter meter) {
        Urlize urlize = new Urlize(options);
        TextBuilder out = new TextBuilder(meter);
        int start = 0;
        while (start < html.length()) {
            boolean blank = CodePoints.isSpace(html.charAt(start));
            int end = start;
            while (end < html.length() && CodePoints.isSpace(html.charAt(end)) == blank) {
                end++;
            }
            String run = html.substring(start, end);
            meter.text(8L * run.length());
            out.append(blank || run.length() > MAX_WORD ? run : urlize.word(run));
            start = end;
        }
        return out.toString();
    }

    private String word(String word) {
        int headEnd = 0;
        for (String opening = prefix(word, 0); !opening.isEmpty(); opening = prefix(word, headEnd)) {
            headEnd += opening.length();
        }
        String head = word.substring(0, headEnd);
        String middle = word.substring(headEnd);
        int tailStart = middle.length();
        for (String closing = suffix(middle, tailStart); !closing.isEmpty(); closing = suffix(middle, tailStart)) {
            tailStart -= closing.length();
        }
        String tail = middle.substring(tailStart);
        middle = middle.substring(0, tailStart);
        for (int i = 0; i < OPENING.size(); i++) {
            int moved = balanced(middle, tail, OPENING.get(i), CLOSING.get(i));
            middle += tail.substring(0, moved);
            tail = tail.substring(moved);
        }
        return head + link(middle) + tail;
    }

    private static String prefix(String word, int from) {
        return OPENING.stream()
                .filter(o -> word.startsWith(o, from))
                .findFirst()
                .orElse("");
    }

    private static String suffix(String word, int to) {
        return TRAILING.stream()
                .filter(t -> t.length() <= to && word.startsWith(t, to - t.length()))
                .findFirst()
                .orElse("");
    }

    /** How much of the tail closes what the middle opens, and so belongs to the address. */
    private static int balanced(String middle, String tail, String open, String close) {
        int missing = TextSplitMethods.count(middle, open) - TextSplitMethods.count(middle, close);
        int end = 0;
        for (int i = 0; i < missing && tail.indexOf(close, end) >= 0; i++) {
            end = tail.indexOf(close, end) + close.length();
        }
        return end;
    }

    private String link(String text) {
        if (HTTP.matcher(text).matches()) {
            boolean complete = text.startsWith("http://") || text.startsWith("https://");
            return anchor(complete ? text : "https://" + text, attributes, trimmed(text));
        }
        if (text.startsWith("mailto:") && EMAIL.matcher(text.substring(7)).matches()) {
            return anchor(text, "", text.substring(7));
        }
        boolean address = text.contains("@") && !text.startsWith("www.") && !text.contains(":");
        if (address && EMAIL.matcher(text).matches()) {
            return anchor("mailto:" + text, "", text);
        }
        for (String scheme : options.schemes()) {
            if (!text.equals(scheme) && text.toLowerCase(Locale.ROOT).startsWith(scheme)) {
                return anchor(text, attributes, text);
            }
        }
        return text;
    }

    private String trimmed(String text) {
        return CodePoints.length(text) > options.trimLimit()
                ? CodePoints.slice(text, 0, Math.max(options.trimLimit(), 0)) + "..."
                : text;
    }

    private static String anchor(String address, String attributes, String text) {
        return "<a href=\"" + address + "\"" + attributes + ">" + text + "</a>";
    }
}
