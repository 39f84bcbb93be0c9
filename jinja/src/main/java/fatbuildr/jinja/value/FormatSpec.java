package fatbuildr.jinja.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's format specification mini-language. */
record FormatSpec(
        String fill,
        String align,
        String sign,
        boolean alternate,
        boolean zeros,
        int width,
        String grouping,
        int precision,
        String type) {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zeros>0)?(?<width>\\d*)"
                    + "(?<grouping>[,_])?(?:\\.(?<precision>\\d+))?(?<type>[a-zA-Z%])?",
            Pattern.DOTALL);
    static final int MAX_NUMBER = 1 << 26;

    static FormatSpec parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new EvaluationException("Invalid format specifier " + Representation.quote(text));
        }
        boolean zeros = matcher.group("zeros") != null;
        String fill = orEmpty(matcher.group("fill"));
        return new FormatSpec(
                fill.isEmpty() ? (zeros && matcher.group("align") == null ? "0" : " ") : fill,
                orEmpty(matcher.group("align")),
                orEmpty(matcher.group("sign")),
                matcher.group("alternate") != null,
                zeros,
                number(matcher.group("width"), 0),
                orEmpty(matcher.group("grouping")),
                number(orEmpty(matcher.group("precision")), -1),
                orEmpty(matcher.group("type")));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int number(String digits, int missing) {
        if (digits.isEmpty()) {
            return missing;
        }
        if (digits.length() > 8) {
            throw new EvaluationException("Too many decimal digits in format string");
        }
        return Math.min(Integer.parseInt(digits), MAX_NUMBER);
    }

    String alignOr(String byDefault) {
        return !align.isEmpty() ? align : zeros ? "=" : byDefault;
    }
}
