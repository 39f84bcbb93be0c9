package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.Meter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text from HTML: comments and tags left out, blanks collapsed, character references resolved. */
final class StripTags {
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", "\u00a0"),
            Map.entry("copy", "\u00a9"),
            Map.entry("reg", "\u00ae"),
            Map.entry("trade", "\u2122"),
            Map.entry("laquo", "\u00ab"),
            Map.entry("raquo", "\u00bb"),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rsquo", "\u2019"),
            Map.entry("ldquo", "\u201c"),
            Map.entry("rdquo", "\u201d"),
            Map.entry("hellip", "\u2026"),
            Map.entry("bull", "\u2022"),
            Map.entry("middot", "\u00b7"),
            Map.entry("times", "\u00d7"),
            Map.entry("euro", "\u20ac"),
            Map.entry("auml", "\u00e4"),
            Map.entry("ouml", "\u00f6"),
            Map.entry("uuml", "\u00fc"),
            Map.entry("szlig", "\u00df"),
            Map.entry("eacute", "\u00e9"),
            Map.entry("egrave", "\u00e8"),
            Map.entry("agrave", "\u00e0"),
            Map.entry("ccedil", "\u00e7"));

    private static final int LONGEST_REFERENCE = 11;

    private StripTags() {}

    static String strip(String html, Meter meter) {
        meter.text(html.length());
        String text = without(without(html, "<!--", "-->"), "<", ">");
        return unescape(collapse(text));
    }

    private static String without(String text, String open, String close) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        int start = text.indexOf(open);
        while (start >= 0) {
            int end = text.indexOf(close, start + open.length());
            if (end < 0) {
                break;
            }
            out.append(text, position, start);
            position = end + close.length();
            start = text.indexOf(open, position);
        }
        return out.append(text, position, text.length()).toString();
    }

    private static String collapse(String text) {
        StringBuilder out = new StringBuilder();
        boolean blank = false;
        for (char c : CodePoints.strip(text).toCharArray()) {
            boolean space = CodePoints.isSpace(c);
            if (space && !blank) {
                out.append(' ');
            } else if (!space) {
                out.append(c);
            }
            blank = space;
        }
        return out.toString();
    }

    static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        int start = text.indexOf('&');
        while (start >= 0) {
            out.append(text, position, start);
            int end = text.indexOf(';', start, Math.min(start + LONGEST_REFERENCE, text.length()));
            String resolved = end < 0 ? null : resolve(text.substring(start + 1, end));
            out.append(resolved == null ? "&" : resolved);
            position = resolved == null ? start + 1 : end + 1;
            start = text.indexOf('&', position);
        }
        return out.append(text, position, text.length()).toString();
    }

    private static @Nullable String resolve(String name) {
        if (!name.startsWith("#")) {
            return NAMED.get(name);
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : null;
        } catch (NumberFormatException malformed) {
            return null;
        }
    }
}
