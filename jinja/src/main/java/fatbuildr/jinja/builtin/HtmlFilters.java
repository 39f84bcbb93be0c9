package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.DictValue;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Html;
import fatbuildr.jinja.value.Iteration;
import fatbuildr.jinja.value.MarkupValue;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.Representation;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.TupleValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Filters for HTML, XML, JSON and URLs. */
final class HtmlFilters {
    private HtmlFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("escape", a -> Value.markup(Html.escape(a.get(0), meter(a))), "value")
                .alias("e", "escape")
                .add("forceescape", a -> Value.markup(Html.escape(Value.of(a.text(0)), meter(a))), "value")
                .add("safe", a -> Value.markup(a.text(0)), "value")
                .add("striptags", a -> Value.of(StripTags.strip(a.text(0), meter(a))), "value")
                .add("xmlattr", HtmlFilters::attributes, "d", "autospace")
                .add("tojson", HtmlFilters::json, "value", "indent")
                .add("urlencode", HtmlFilters::urlEncode, "value")
                .add(
                        "urlize",
                        HtmlFilters::urlize,
                        "value",
                        "trim_url_limit",
                        "nofollow",
                        "target",
                        "rel",
                        "extra_schemes")
                .functions();
    }

    private static Meter meter(Bound a) {
        return a.rendering().meter();
    }

    private static Value attributes(Bound a) {
        if (!(a.get(0) instanceof DictValue dict)) {
            throw new EvaluationException(
                    "xmlattr needs a mapping, not '" + a.get(0).typeName() + "'");
        }
        TextBuilder out = new TextBuilder(meter(a));
        dict.entries().forEach((key, value) -> {
            if (value == NoneValue.NONE || value instanceof UndefinedValue) {
                return;
            }
            String name = a.rendering().text(key);
            if (name.chars().anyMatch(c -> CodePoints.isSpace(c) || c == '/' || c == '>' || c == '=')) {
                throw new EvaluationException("Invalid character in attribute name: " + Representation.quote(name));
            }
            out.append(out.length() > 0 || a.flag(1, true) ? " " : "")
                    .append(Html.escape(key, meter(a)))
                    .append("=\"")
                    .append(Html.escape(value, meter(a)))
                    .append("\"");
        });
        return a.rendering().autoescape() ? Value.markup(out.toString()) : Value.of(out.toString());
    }

    private static Value json(Bound a) {
        String json = Json.write(a.get(0), a.present(1), meter(a));
        return Value.markup(json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027"));
    }

    private static Value urlEncode(Bound a) {
        Value value = a.get(0);
        if (value instanceof TextValue || !Iteration.isIterable(value)) {
            return Value.of(quote(a.text(0), "/", meter(a)));
        }
        Iterable<Value> pairs = value instanceof DictValue dict
                ? dict.entries().entrySet().stream()
                        .map(entry -> (Value) TupleValue.of(entry.getKey(), entry.getValue()))
                        .toList()
                : Iteration.each(value, meter(a));
        TextBuilder out = new TextBuilder(meter(a));
        for (Value pair : pairs) {
            List<Value> parts = Iteration.list(pair, meter(a));
            if (parts.size() != 2) {
                throw new EvaluationException("urlencode needs pairs");
            }
            out.append(out.length() > 0 ? "&" : "")
                    .append(quotePlus(a.rendering().text(parts.get(0)), meter(a)))
                    .append("=")
                    .append(quotePlus(a.rendering().text(parts.get(1)), meter(a)));
        }
        return Value.of(out.toString());
    }

    private static String quotePlus(String text, Meter meter) {
        return quote(text, "", meter).replace("%20", "+");
    }

    private static String quote(String text, String safe, Meter meter) {
        meter.text(3L * text.length());
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || "_.-~".indexOf(c) >= 0 || safe.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static Value urlize(Bound a) {
        Urlize.Options options = new Urlize.Options(
                a.present(1).map(Numbers::index).orElse(Integer.MAX_VALUE),
                Urlize.rel(a.present(4).map(a.rendering()::text).orElse(""), a.flag(2, false)),
                a.present(3).map(a.rendering()::text).orElse(""),
                a.present(5).map(schemes -> Iteration.list(schemes, meter(a))).orElse(List.of()).stream()
                        .map(a.rendering()::text)
                        .toList());
        String html = a.get(0) instanceof MarkupValue markup ? markup.text() : Html.escape(a.get(0), meter(a));
        String linked = Urlize.urlize(html, options, meter(a));
        return a.rendering().autoescape() ? Value.markup(linked) : Value.of(linked);
    }
}
