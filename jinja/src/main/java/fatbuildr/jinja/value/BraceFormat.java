package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}; attributes and items are reached as a template reaches them. */
public final class BraceFormat {
    private static final int MAX_NESTING = 2;

    private final boolean markup;
    private final Arguments arguments;
    private final Rendering rendering;
    private final Formatter formatter;
    private int automatic;
    private boolean numbered;

    private BraceFormat(boolean markup, Arguments arguments, Rendering rendering) {
        this.markup = markup;
        this.arguments = arguments;
        this.rendering = rendering;
        this.formatter = new Formatter(rendering.meter());
    }

    public static Value format(TextValue format, Arguments arguments, Rendering rendering) {
        BraceFormat run = new BraceFormat(format instanceof MarkupValue, arguments, rendering);
        return format.with(run.expand(format.text(), MAX_NESTING));
    }

    private String expand(String format, int nesting) {
        if (nesting == 0) {
            throw new EvaluationException("Max string recursion exceeded");
        }
        TextBuilder out = new TextBuilder(rendering.meter());
        int position = 0;
        while (position < format.length()) {
            char c = format.charAt(position);
            boolean doubled = position + 1 < format.length() && format.charAt(position + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(c);
                position += 2;
            } else if (c == '}') {
                throw new EvaluationException("Single '}' encountered in format string");
            } else if (c == '{') {
                int close = close(format, position);
                out.append(field(format.substring(position + 1, close), nesting));
                position = close + 1;
            } else {
                int end = literalEnd(format, position);
                out.append(format, position, end);
                position = end;
            }
        }
        return out.toString();
    }

    private static int literalEnd(String format, int start) {
        int end = start;
        while (end < format.length() && format.charAt(end) != '{' && format.charAt(end) != '}') {
            end++;
        }
        return end;
    }

    private static int close(String format, int open) {
        int depth = 0;
        boolean bracket = false;
        for (int i = open; i < format.length(); i++) {
            char c = format.charAt(i);
            if (bracket) {
                bracket = c != ']';
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            } else if (c == '[' && depth == 1) {
                bracket = format.indexOf(']', i) >= 0;
            }
        }
        throw new EvaluationException(
                open + 1 == format.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int nesting) {
        int end = nameEnd(field);
        String name = field.substring(0, end);
        char conversion = 0;
        int rest = end;
        if (rest < field.length() && field.charAt(rest) == '!') {
            if (rest + 1 >= field.length() || (rest + 2 < field.length() && field.charAt(rest + 2) != ':')) {
                throw new EvaluationException("expected ':' after conversion specifier");
            }
            conversion = field.charAt(rest + 1);
            rest += 2;
        }
        Value value = lookup(name);
        String spec = rest < field.length() ? expand(field.substring(rest + 1), nesting - 1) : "";
        return convert(value, conversion, spec);
    }

    private static int nameEnd(String field) {
        boolean bracket = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '[') {
                bracket = true;
            } else if (c == ']') {
                bracket = false;
            } else if (!bracket && (c == '!' || c == ':')) {
                return i;
            }
        }
        return field.length();
    }

    private String convert(Value value, char conversion, String spec) {
        Meter meter = rendering.meter();
        Value converted = switch (conversion) {
            case 0 -> value;
            case 's' -> Value.of(Representation.text(value, meter));
            case 'r' -> Value.of(Representation.repr(value, meter));
            case 'a' -> Value.of(Representation.ascii(value, meter));
            default -> throw new EvaluationException("Unknown conversion specifier " + conversion);
        };
        if (!markup) {
            return formatter.format(converted, spec);
        }
        if (converted instanceof MarkupValue html) {
            if (!spec.isEmpty()) {
                throw new EvaluationException("Unsupported format specification for Markup.");
            }
            return html.text();
        }
        return Html.escape(formatter.format(converted, spec));
    }

    private Value lookup(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Value value = first(path.substring(0, end));
        int position = end;
        while (position < path.length()) {
            int start = position + 1;
            if (path.charAt(position) == '.') {
                position = start;
                while (position < path.length() && path.charAt(position) != '.' && path.charAt(position) != '[') {
                    position++;
                }
                value = defined(rendering.attribute(value, nonEmpty(path.substring(start, position))));
            } else if (path.charAt(position) == '[' && path.indexOf(']', start) >= 0) {
                int close = path.indexOf(']', start);
                String key = nonEmpty(path.substring(start, close));
                Integer index = index(key);
                value = defined(rendering.item(value, index == null ? Value.of(key) : Value.of(index)));
                position = close + 1;
            } else {
                throw new EvaluationException("Only '.' or '[' may follow ']' in format field specifier");
            }
        }
        return value;
    }

    private Value first(String name) {
        Integer index = index(name);
        if (index != null || name.isEmpty()) {
            if (index == null ? numbered : automatic > 0) {
                throw new EvaluationException("cannot mix automatic and manual field numbering");
            }
            numbered = index != null;
            int at = index == null ? automatic++ : index;
            if (at >= arguments.positional().size()) {
                throw new EvaluationException("Replacement index " + at + " out of range for positional args tuple");
            }
            return arguments.positional().get(at);
        }
        Value value = arguments.named().get(name);
        if (value == null) {
            throw new EvaluationException("format key " + Representation.quote(name) + " is missing");
        }
        return value;
    }

    private static Value defined(Value value) {
        Arithmetic.refuseUndefined(value);
        return value;
    }

    private static String nonEmpty(String name) {
        if (name.isEmpty()) {
            throw new EvaluationException("Empty attribute in format string");
        }
        return name;
    }

    private static @Nullable Integer index(String text) {
        boolean digits = !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.valueOf(text) : null;
    }
}
