package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.BraceFormat;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextSearch;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The methods of text that give other text. What they put into markup is escaped. */
final class TextMethods {
    private TextMethods() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("upper", a -> mapped(a, Casing::upper), "self")
                .add("lower", a -> mapped(a, Casing::lower), "self")
                .add("capitalize", a -> mapped(a, Casing::capitalize), "self")
                .add("title", a -> mapped(a, Casing::title), "self")
                .add("swapcase", a -> mapped(a, Casing::swap), "self")
                .add("casefold", a -> mapped(a, Casing::fold), "self")
                .add("strip", a -> strip(a, true, true), "self", "chars")
                .add("lstrip", a -> strip(a, true, false), "self", "chars")
                .add("rstrip", a -> strip(a, false, true), "self", "chars")
                .add("replace", TextMethods::replace, "self", "old", "new", "count")
                .add("center", a -> justify(a, 'c'), "self", "width", "fillchar")
                .add("ljust", a -> justify(a, 'l'), "self", "width", "fillchar")
                .add("rjust", a -> justify(a, 'r'), "self", "width", "fillchar")
                .add("zfill", TextMethods::zeroFill, "self", "width")
                .add("expandtabs", TextMethods::expandTabs, "self", "tabsize")
                .add("removeprefix", a -> removeAffix(a, true), "self", "prefix")
                .add("removesuffix", a -> removeAffix(a, false), "self", "suffix")
                .add("encode", TextMethods::encode, "self", "encoding", "errors")
                .add("join", TextMethods::join, "self", "iterable")
                .add("format", TextMethods::format)
                .add("format_map", TextMethods::formatMap, "self", "mapping")
                .functions();
    }

    static TextValue self(Bound a) {
        if (a.get(0) instanceof TextValue) {
            return a.soft(0);
        }
        throw new EvaluationException("text method called on '" + a.get(0).typeName() + "'");
    }

    /** An argument as it may be put into the text itself. */
    private static String fitting(Bound a, int index) {
        String text = a.string(index);
        return self(a) instanceof MarkupValue && !(a.get(index) instanceof MarkupValue) ? Html.escape(text) : text;
    }

    /** The reference gives bytes, for which there is no value here. */
    private static Value encode(Bound a) {
        throw new EvaluationException("'" + self(a).typeName() + "' cannot be encoded: templates have no bytes");
    }

    private static Value mapped(Bound a, UnaryOperator<String> operator) {
        TextValue self = self(a);
        return self.with(operator.apply(self.text()));
    }

    private static Value strip(Bound a, boolean left, boolean right) {
        TextValue self = self(a);
        String text = self.text();
        if (a.present(1).isEmpty()) {
            String stripped = left ? CodePoints.stripLeft(text) : text;
            return self.with(right ? CodePoints.stripRight(stripped) : stripped);
        }
        String chars = fitting(a, 1);
        int start = 0;
        int end = text.length();
        while (left && start < end && chars.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
            a.rendering().meter().text(chars.length());
        }
        while (right && end > start && chars.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
            a.rendering().meter().text(chars.length());
        }
        return self.with(text.substring(start, end));
    }

    private static Value replace(Bound a) {
        int count = a.integer(3, -1);
        return self(a).with(replace(
                self(a).text(),
                fitting(a, 1),
                fitting(a, 2),
                count,
                a.rendering().meter()));
    }

    /** Replaces at most {@code count} times, without bound when negative; an empty needle is found around every character. */
    static String replace(String text, String old, String replacement, int count, Meter meter) {
        TextBuilder out = new TextBuilder(meter);
        int left = count < 0 ? Integer.MAX_VALUE : count;
        int position = 0;
        if (old.isEmpty()) {
            while (left > 0 && position < text.length()) {
                int next = position + Character.charCount(text.codePointAt(position));
                out.append(replacement).append(text, position, next);
                position = next;
                left--;
            }
            if (left > 0) {
                out.append(replacement);
            }
        } else {
            int found = TextSearch.first(text, old, 0);
            while (left > 0 && found >= 0) {
                out.append(text, position, found).append(replacement);
                position = found + old.length();
                left--;
                found = TextSearch.first(text, old, position);
            }
        }
        return out.append(text, position, text.length()).toString();
    }

    private static Value justify(Bound a, char kind) {
        String fill = a.has(2) ? fitting(a, 2) : " ";
        if (CodePoints.length(fill) != 1) {
            throw new EvaluationException("The fill character must be exactly one character long");
        }
        TextValue self = self(a);
        return self.with(
                justify(self.text(), a.integer(1), fill, kind, a.rendering().meter()));
    }

    static String justify(String text, int width, String fill, char kind, Meter meter) {
        int missing = Math.max(width - CodePoints.length(text), 0);
        int before = switch (kind) {
            case 'l' -> 0;
            case 'r' -> missing;
            default -> missing / 2 + (missing & width & 1);
        };
        return new TextBuilder(meter)
                .repeat(fill, before)
                .append(text)
                .repeat(fill, missing - before)
                .toString();
    }

    private static Value zeroFill(Bound a) {
        TextValue self = self(a);
        String text = self.text();
        int sign = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int missing = a.integer(1) - CodePoints.length(text);
        return self.with(new TextBuilder(a.rendering().meter())
                .append(text, 0, sign)
                .repeat("0", missing)
                .append(text, sign, text.length())
                .toString());
    }

    private static Value expandTabs(Bound a) {
        int size = a.integer(1, 8);
        TextBuilder out = new TextBuilder(a.rendering().meter());
        int column = 0;
        for (int c : self(a).text().codePoints().toArray()) {
            if (c == '\t') {
                int spaces = size > 0 ? size - column % size : 0;
                out.repeat(" ", spaces);
                column += spaces;
            } else {
                out.append(Character.toString(c));
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return self(a).with(out.toString());
    }

    private static Value removeAffix(Bound a, boolean prefix) {
        String text = self(a).text();
        String affix = a.string(1);
        if (affix.isEmpty() || !(prefix ? text.startsWith(affix) : text.endsWith(affix))) {
            return self(a);
        }
        return self(a).with(
                        prefix ? text.substring(affix.length()) : text.substring(0, text.length() - affix.length()));
    }

    private static Value join(Bound a) {
        TextValue self = self(a);
        Meter meter = a.rendering().meter();
        TextBuilder out = new TextBuilder(meter);
        int index = 0;
        for (Value item : Iteration.each(a.get(1), meter)) {
            if (!(item instanceof TextValue) && !(self instanceof MarkupValue)) {
                throw new EvaluationException(
                        "sequence item " + index + ": expected str instance, " + item.typeName() + " found");
            }
            out.append(index++ == 0 ? "" : self.text());
            out.append(
                    self instanceof MarkupValue
                            ? Html.escape(item, meter)
                            : a.rendering().text(item));
        }
        return self.with(out.toString());
    }

    private static Value format(Arguments arguments, Rendering rendering) {
        if (arguments.get(0) instanceof TextValue self) {
            return BraceFormat.format(self, arguments.from(1), rendering);
        }
        throw new EvaluationException("format() needs text");
    }

    private static Value formatMap(Bound a) {
        if (!(a.get(1) instanceof DictValue dict)) {
            throw new EvaluationException("format_map() needs a mapping");
        }
        Map<String, Value> named = new HashMap<>();
        dict.entries().forEach((key, value) -> {
            if (key instanceof TextValue name) {
                named.put(name.text(), value);
            }
        });
        return BraceFormat.format(self(a), new Arguments(List.of(), named), a.rendering());
    }
}
