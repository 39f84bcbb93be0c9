package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.ListValue;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.TextSearch;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The methods of text that cut and search. */
final class TextSplitMethods {
    private TextSplitMethods() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("split", a -> split(a, false), "self", "sep", "maxsplit")
                .add("rsplit", a -> split(a, true), "self", "sep", "maxsplit")
                .add("splitlines", a -> splitLines(a, a.flag(1, false)), "self", "keepends")
                .add("partition", a -> partition(a, false), "self", "sep")
                .add("rpartition", a -> partition(a, true), "self", "sep")
                .add("find", a -> Value.of(find(a, false)), "self", "sub", "start", "end")
                .add("rfind", a -> Value.of(find(a, true)), "self", "sub", "start", "end")
                .add("index", a -> Value.of(index(a, false)), "self", "sub", "start", "end")
                .add("rindex", a -> Value.of(index(a, true)), "self", "sub", "start", "end")
                .add("count", TextSplitMethods::count, "self", "sub", "start", "end")
                .functions();
    }

    private static Value split(Bound a, boolean fromRight) {
        String text = TextMethods.self(a).text();
        int limit = a.integer(2, -1);
        int max = limit < 0 ? Integer.MAX_VALUE : limit;
        boolean blanks = a.present(1).isEmpty();
        if (!blanks && a.string(1).isEmpty()) {
            throw new EvaluationException("empty separator");
        }
        Deque<String> parts = fromRight
                ? (blanks ? splitBlanksRight(text, max) : splitRight(text, a.string(1), max))
                : (blanks ? splitBlanks(text, max) : splitLeft(text, a.string(1), max));
        return list(a, parts);
    }

    private static Value list(Bound a, Iterable<String> parts) {
        TextValue self = TextMethods.self(a);
        List<Value> values = new ArrayList<>();
        parts.forEach(part -> {
            a.rendering().meter().steps(2);
            values.add(self.with(part));
        });
        return new ListValue(values);
    }

    private static Deque<String> splitLeft(String text, String separator, int max) {
        Deque<String> parts = new ArrayDeque<>();
        int start = 0;
        int found = TextSearch.first(text, separator, 0);
        while (found >= 0 && parts.size() < max) {
            parts.add(text.substring(start, found));
            start = found + separator.length();
            found = TextSearch.first(text, separator, start);
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Deque<String> splitRight(String text, String separator, int max) {
        Deque<String> parts = new ArrayDeque<>();
        int end = text.length();
        int found = TextSearch.last(text, separator, end);
        while (found >= 0 && parts.size() < max) {
            parts.addFirst(text.substring(found + separator.length(), end));
            end = found;
            found = end < separator.length() ? -1 : TextSearch.last(text, separator, end - separator.length());
        }
        parts.addFirst(text.substring(0, end));
        return parts;
    }

    private static Deque<String> splitBlanks(String text, int max) {
        Deque<String> parts = new ArrayDeque<>();
        String rest = CodePoints.stripLeft(text);
        int start = text.length() - rest.length();
        while (start < text.length()) {
            if (parts.size() >= max) {
                parts.add(text.substring(start));
                break;
            }
            int end = start;
            while (end < text.length() && !CodePoints.isSpace(text.charAt(end))) {
                end++;
            }
            parts.add(text.substring(start, end));
            start = end;
            while (start < text.length() && CodePoints.isSpace(text.charAt(start))) {
                start++;
            }
        }
        return parts;
    }

    private static Deque<String> splitBlanksRight(String text, int max) {
        Deque<String> parts = new ArrayDeque<>();
        int end = CodePoints.stripRight(text).length();
        while (end > 0) {
            if (parts.size() >= max) {
                parts.addFirst(text.substring(0, end));
                break;
            }
            int start = end;
            while (start > 0 && !CodePoints.isSpace(text.charAt(start - 1))) {
                start--;
            }
            parts.addFirst(text.substring(start, end));
            end = start;
            while (end > 0 && CodePoints.isSpace(text.charAt(end - 1))) {
                end--;
            }
        }
        return parts;
    }

    private static Value splitLines(Bound a, boolean keepEnds) {
        return list(a, lines(TextMethods.self(a).text(), keepEnds));
    }

    static List<String> lines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isLineBreak(text.charAt(i))) {
                continue;
            }
            boolean pair = text.startsWith("\r\n", i);
            int next = i + (pair ? 2 : 1);
            lines.add(text.substring(start, keepEnds ? next : i));
            start = next;
            i = next - 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean isLineBreak(char c) {
        return switch (c) {
            case '\n', '\u000b', '\f', '\r', '\u001c', '\u001d', '\u001e', '\u0085' -> true;
            default -> c == 0x2028 || c == 0x2029;
        };
    }

    private static Value partition(Bound a, boolean fromRight) {
        String text = TextMethods.self(a).text();
        String separator = a.string(1);
        if (separator.isEmpty()) {
            throw new EvaluationException("empty separator");
        }
        TextValue self = TextMethods.self(a);
        int found = fromRight ? TextSearch.last(text, separator, text.length()) : TextSearch.first(text, separator, 0);
        if (found < 0) {
            TextValue none = self.with("");
            return fromRight ? TupleValue.of(none, none, self) : TupleValue.of(self, none, none);
        }
        return TupleValue.of(
                self.with(text.substring(0, found)),
                self.with(separator),
                self.with(text.substring(found + separator.length())));
    }

    /** The part of the text between the optional start and end, which count code points. */
    private static String part(Bound a, String text) {
        return CodePoints.slice(text, bound(a, 2, text, 0), bound(a, 3, text, CodePoints.length(text)));
    }

    private static int bound(Bound a, int index, String text, int missing) {
        if (a.find(index).filter(value -> value != NoneValue.NONE).isEmpty()) {
            return missing;
        }
        int length = CodePoints.length(text);
        int position = a.integer(index);
        return Math.clamp(position < 0 ? (long) position + length : position, 0, length);
    }

    private static int find(Bound a, boolean last) {
        String text = TextMethods.self(a).text();
        String part = part(a, text);
        String sub = a.string(1);
        int found = last ? TextSearch.last(part, sub, part.length()) : TextSearch.first(part, sub, 0);
        return found < 0 ? -1 : bound(a, 2, text, 0) + part.codePointCount(0, found);
    }

    private static int index(Bound a, boolean last) {
        int found = find(a, last);
        if (found < 0) {
            throw new EvaluationException("substring not found");
        }
        return found;
    }

    private static Value count(Bound a) {
        String part = part(a, TextMethods.self(a).text());
        String sub = a.string(1);
        if (sub.isEmpty()) {
            return Value.of(CodePoints.length(part) + 1L);
        }
        return Value.of(count(part, sub));
    }

    static int count(String text, String sub) {
        int count = 0;
        for (int at = TextSearch.first(text, sub, 0); at >= 0; at = TextSearch.first(text, sub, at + sub.length())) {
            count++;
        }
        return count;
    }
}
