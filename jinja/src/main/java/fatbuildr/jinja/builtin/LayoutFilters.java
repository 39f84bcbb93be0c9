package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters that arrange text in lines and columns. */
final class LayoutFilters {
    private static final int DEFAULT_LEEWAY = 5;

    private LayoutFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("center", LayoutFilters::center, "value", "width")
                .add("indent", LayoutFilters::indent, "s", "width", "first", "blank")
                .add("truncate", LayoutFilters::truncate, "s", "length", "killwords", "end", "leeway")
                .add(
                        "wordwrap",
                        LayoutFilters::wrap,
                        "s",
                        "width",
                        "break_long_words",
                        "wrapstring",
                        "break_on_hyphens")
                .functions();
    }

    private static Value center(Bound a) {
        TextValue text = a.soft(0);
        return text.with(TextMethods.justify(
                text.text(), a.integer(1, 80), " ", 'c', a.rendering().meter()));
    }

    private static Value indent(Bound a) {
        TextValue text = text(a);
        Meter meter = a.rendering().meter();
        boolean blank = a.flag(3, false);
        String prefix = a.get(1, Value.of(4)) instanceof TextValue given
                ? (text instanceof MarkupValue ? Html.escape(given, meter) : given.text())
                : new TextBuilder(meter).repeat(" ", a.integer(1, 4)).toString();
        TextBuilder out = new TextBuilder(meter);
        out.append(a.flag(2, false) ? prefix : "");
        List<String> lines = TextSplitMethods.lines(text.text() + "\n", false);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                out.append("\n").append(blank || !lines.get(i).isEmpty() ? prefix : "");
            }
            out.append(lines.get(i));
        }
        return text.with(out.toString());
    }

    private static TextValue text(Bound a) {
        if (a.get(0) instanceof TextValue) {
            return a.soft(0);
        }
        if (a.get(0) instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
        throw new EvaluationException("expected text, got '" + a.get(0).typeName() + "'");
    }

    private static Value truncate(Bound a) {
        TextValue text = text(a);
        int length = a.integer(1, 255);
        String end = a.has(3) ? a.text(3) : "...";
        int leeway = a.present(4).isPresent() ? a.integer(4) : DEFAULT_LEEWAY;
        int kept = length - CodePoints.length(end);
        if (kept < 0 || leeway < 0) {
            throw new EvaluationException(
                    kept < 0
                            ? "expected length >= " + CodePoints.length(end) + ", got " + length
                            : "expected leeway >= 0");
        }
        if (CodePoints.length(text.text()) <= (long) length + leeway) {
            return text;
        }
        String cut = CodePoints.slice(text.text(), 0, kept);
        int blank = cut.lastIndexOf(' ');
        String shortened = a.flag(2, false) || blank < 0 ? cut : cut.substring(0, blank);
        return text.with(shortened + (text instanceof MarkupValue ? Html.escape(end) : end));
    }

    private static Value wrap(Bound a) {
        TextValue text = text(a);
        int width = a.integer(1, 79);
        if (width <= 0) {
            throw new EvaluationException("invalid width " + width + " (must be > 0)");
        }
        String separator = a.present(3).isPresent() ? a.text(3) : "\n";
        WordWrap wrap = new WordWrap(width, a.flag(2, true), a.flag(4, true));
        List<String> lines = new ArrayList<>();
        for (String line : TextSplitMethods.lines(text.text(), false)) {
            List<String> wrapped = wrap.wrap(line);
            a.rendering().meter().steps(line.length() + (long) wrapped.size());
            lines.add(String.join(separator, wrapped));
        }
        TextBuilder out = new TextBuilder(a.rendering().meter());
        for (int i = 0; i < lines.size(); i++) {
            out.append(i > 0 ? separator : "").append(lines.get(i));
        }
        return Value.of(out.toString());
    }
}
