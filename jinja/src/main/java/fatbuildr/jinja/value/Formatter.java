package fatbuildr.jinja.value;

import java.math.BigInteger;
import java.util.Locale;

/** Formats one value by a {@link FormatSpec}, as Python's {@code format()}. */
final class Formatter {
    private final Meter meter;

    Formatter(Meter meter) {
        this.meter = meter;
    }

    String format(Value value, String specification) {
        if (specification.isEmpty()) {
            return Representation.text(value, meter);
        }
        FormatSpec spec = FormatSpec.parse(specification);
        return switch (value) {
            case TextValue text -> text(text.text(), spec);
            case BoolValue flag -> integer(flag.number(), spec);
            case IntValue number -> integer(number.value(), spec);
            case FloatValue number -> real(number.value(), spec);
            default ->
                throw new EvaluationException(
                        "unsupported format string passed to " + value.typeName() + ".__format__");
        };
    }

    private String text(String text, FormatSpec spec) {
        if (!spec.type().isEmpty() && !spec.type().equals("s")) {
            throw unknown(spec, "str");
        }
        if (!spec.sign().isEmpty()) {
            throw new EvaluationException("Sign not allowed in string format specifier");
        }
        if (spec.align().equals("=")) {
            throw new EvaluationException("'=' alignment not allowed in string format specifier");
        }
        boolean cuts = spec.precision() >= 0 && spec.precision() < CodePoints.length(text);
        String cut = cuts ? CodePoints.slice(text, 0, spec.precision()) : text;
        return pad("", cut, spec, spec.align().isEmpty() ? "<" : spec.align());
    }

    private String integer(BigInteger value, FormatSpec spec) {
        return switch (spec.type()) {
            case "", "d", "n" -> digits(value, 10, "", 3, spec);
            case "b" -> digits(value, 2, "0b", 4, spec);
            case "o" -> digits(value, 8, "0o", 4, spec);
            case "x" -> digits(value, 16, "0x", 4, spec);
            case "X" -> digits(value, 16, "0x", 4, spec).toUpperCase(Locale.ROOT);
            case "c" -> pad("", Character.toString(Numbers.index(Value.of(value)) & 0x1fffff), spec, "<");
            case "e", "E", "f", "F", "g", "G", "%" -> real(Numbers.real(Value.of(value)), spec);
            default -> throw unknown(spec, "int");
        };
    }

    private String digits(BigInteger value, int radix, String prefix, int group, FormatSpec spec) {
        if (spec.precision() >= 0) {
            throw new EvaluationException("Precision not allowed in integer format specifier");
        }
        if (spec.grouping().equals(",") && radix != 10) {
            throw new EvaluationException("Cannot specify ',' with '" + spec.type() + "'.");
        }
        String head = sign(value.signum() < 0, spec) + (spec.alternate() ? prefix : "");
        return number(head, value.abs().toString(radix), group, spec);
    }

    private String real(double value, FormatSpec spec) {
        int precision = spec.precision() < 0 ? 6 : spec.precision();
        meter.text(precision);
        String magnitude = switch (spec.type()) {
            case "f", "F" -> FloatText.fixed(value, precision);
            case "e" -> FloatText.exponential(value, precision, 'e');
            case "E" -> FloatText.exponential(value, precision, 'E');
            case "g", "n" -> FloatText.general(value, precision, 'e', spec.alternate());
            case "G" -> FloatText.general(value, precision, 'E', spec.alternate());
            case "%" -> FloatText.fixed(value * 100, precision) + "%";
            case "" -> spec.precision() < 0 ? FloatText.repr(Math.abs(value)) : plain(value, precision);
            default -> throw unknown(spec, "float");
        };
        return number(sign(FloatText.isNegative(value), spec), magnitude, 3, spec);
    }

    /** Without a type: as general, but always looking like a float. */
    private static String plain(double value, int precision) {
        String general = FloatText.general(value, precision, 'e', false);
        boolean bare = general.chars().allMatch(Character::isDigit);
        if (!bare) {
            return general;
        }
        return general.length() < Math.max(precision, 1)
                ? general + ".0"
                : FloatText.exponential(value, Math.max(precision - 1, 0), 'e');
    }

    private static String sign(boolean negative, FormatSpec spec) {
        if (negative) {
            return "-";
        }
        return spec.sign().equals("-") ? "" : spec.sign();
    }

    /** Groups the digits before the point and pads; zeros put before them are grouped too. */
    private String number(String head, String magnitude, int group, FormatSpec spec) {
        if (spec.grouping().isEmpty()) {
            return pad(head, magnitude, spec, spec.alignOr(">"));
        }
        int end = 0;
        while (end < magnitude.length()
                && Character.digit(magnitude.charAt(end), 16) >= 0
                && magnitude.charAt(end) != 'e') {
            end++;
        }
        String whole = magnitude.substring(0, end);
        String rest = magnitude.substring(end);
        String align = spec.alignOr(">");
        String grouped = group(whole, group, spec.grouping());
        if (align.equals("=") && spec.fill().equals("0")) {
            int wanted = spec.width() - head.length() - rest.length();
            int digits = Math.max(whole.length(), wanted / (group + 1) * group);
            while (digits + (digits - 1) / group < wanted) {
                digits++;
            }
            TextBuilder zeros = new TextBuilder(meter).repeat("0", digits - (long) whole.length());
            grouped = group(zeros.append(whole).toString(), group, spec.grouping());
        }
        return pad(head, grouped + rest, spec, align);
    }

    private static String group(String digits, int size, String separator) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % size == 0) {
                out.append(separator);
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    private String pad(String head, String body, FormatSpec spec, String align) {
        long missing = spec.width() - (long) head.length() - CodePoints.length(body);
        TextBuilder out = new TextBuilder(meter);
        long before = switch (align) {
            case "<", "=" -> 0;
            case "^" -> missing / 2;
            default -> missing;
        };
        out.repeat(spec.fill(), before).append(head);
        if (align.equals("=")) {
            return out.repeat(spec.fill(), missing).append(body).toString();
        }
        return out.append(body).repeat(spec.fill(), missing - before).toString();
    }

    private static EvaluationException unknown(FormatSpec spec, String type) {
        return new EvaluationException("Unknown format code '" + spec.type() + "' for object of type '" + type + "'");
    }
}
