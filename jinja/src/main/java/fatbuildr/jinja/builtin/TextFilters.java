package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arguments;
import fatbuildr.jinja.value.Arithmetic;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Rendering;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters from text to text. */
final class TextFilters {
    private TextFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("upper", a -> mapped(a, Casing::upper), "s")
                .add("lower", a -> mapped(a, Casing::lower), "s")
                .add("capitalize", a -> mapped(a, Casing::capitalize), "s")
                .add("title", a -> mapped(a, TextFilters::title), "s")
                .add("string", a -> a.soft(0), "object")
                .add("trim", TextFilters::trim, "value", "chars")
                .add("replace", TextFilters::replace, "s", "old", "new", "count")
                .add("wordcount", TextFilters::countWords, "s")
                .add("format", TextFilters::format)
                .add("default", TextFilters::byDefault, "value", "default_value", "boolean")
                .alias("d", "default")
                .functions();
    }

    private static Value mapped(Bound a, UnaryOperator<String> operator) {
        TextValue text = a.soft(0);
        return text.with(operator.apply(text.text()));
    }

    /** Words begin at the start and after blanks, hyphens and opening brackets. */
    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            boolean separator = isWordSeparator(text.charAt(start));
            int end = start;
            while (end < text.length() && isWordSeparator(text.charAt(end)) == separator) {
                end++;
            }
            int first = start + Character.charCount(text.codePointAt(start));
            out.append(Casing.upper(text.substring(start, first))).append(Casing.lower(text.substring(first, end)));
            start = end;
        }
        return out.toString();
    }

    private static boolean isWordSeparator(char c) {
        return "-({[<".indexOf(c) >= 0 || CodePoints.isSpace(c);
    }

    private static Value trim(Bound a) {
        Arguments arguments =
                a.present(1).map(chars -> Arguments.of(a.soft(0), chars)).orElse(Arguments.of(a.soft(0)));
        return method("strip", arguments, a.rendering());
    }

    static Value method(String name, Arguments arguments, Rendering rendering) {
        HostFunction method = Methods.of(arguments.get(0)).get(name);
        if (method == null) {
            throw new EvaluationException("no method " + name);
        }
        return method.call(arguments, rendering);
    }

    private static Value replace(Bound a) {
        int count = a.present(3).isPresent() ? a.integer(3) : -1;
        TextValue old = a.soft(1);
        TextValue replacement = a.soft(2);
        TextValue text = a.soft(0);
        if (!a.rendering().autoescape()) {
            return Value.of(TextMethods.replace(
                    text.text(),
                    old.text(),
                    replacement.text(),
                    count,
                    a.rendering().meter()));
        }
        if ((old instanceof MarkupValue || replacement instanceof MarkupValue) && !(text instanceof MarkupValue)) {
            text = new MarkupValue(Html.escape(text.text()));
        }
        return method("replace", Arguments.of(text, old, replacement, Value.of(count)), a.rendering());
    }

    private static Value countWords(Bound a) {
        String text = a.soft(0).text();
        int count = 0;
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            boolean letter = c == '_' || Character.isLetterOrDigit(c);
            count += letter && !inWord ? 1 : 0;
            inWord = letter;
        }
        return Value.of(count);
    }

    private static Value format(Arguments arguments, Rendering rendering) {
        Value format = Value.of(rendering.text(arguments.get(0)));
        if (arguments.get(0) instanceof TextValue text) {
            format = text;
        }
        List<Value> positional = arguments.from(1).positional();
        if (!positional.isEmpty() && !arguments.named().isEmpty()) {
            throw new EvaluationException("can't handle positional and keyword arguments at the same time");
        }
        Arithmetic arithmetic = new Arithmetic(rendering.meter());
        if (arguments.named().isEmpty()) {
            return arithmetic.modulo(format, TupleValue.of(positional));
        }
        DictValue named = new DictValue();
        arguments.named().forEach((name, value) -> named.put(Value.of(name), value));
        return arithmetic.modulo(format, named);
    }

    private static Value byDefault(Bound a) {
        Value value = a.get(0);
        boolean missing = value instanceof UndefinedValue || (a.flag(2, false) && !value.truthy());
        return missing ? a.get(1, Value.of("")) : value;
    }
}
