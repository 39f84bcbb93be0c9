package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.Arithmetic;
import fatbuildr.jinja.value.CodePoints;
import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.TextValue;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters about numbers. */
final class NumberFilters {
    private static final Pattern INTEGER = Pattern.compile("([+-]?)(0[xXoObB])?_?([\\p{Nd}a-zA-Z_]++)");
    private static final Pattern FLOAT = Pattern.compile(
            "[+-]?(?:(?:[\\d_]++\\.?[\\d_]*+|\\.[\\d_]++)(?:[eE][+-]?[\\d_]++)?|inf|infinity|nan)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STRAY_UNDERSCORE = Pattern.compile("(?<!\\d)_|_(?!\\d)");
    private static final int MAX_DIGITS = 15_000;
    private static final int MAX_PRECISION = 400;

    private NumberFilters() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("abs", NumberFilters::absolute, "x")
                .add("int", NumberFilters::integer, "value", "default", "base")
                .add("float", NumberFilters::real, "value", "default")
                .add("round", NumberFilters::round, "value", "precision", "method")
                .add("filesizeformat", NumberFilters::fileSize, "value", "binary")
                .functions();
    }

    private static Value absolute(Bound a) {
        Value value = number(a, 0);
        Arithmetic arithmetic = new Arithmetic(a.rendering().meter());
        boolean negative = Numbers.real(value) < 0;
        return negative
                ? arithmetic.negate(value)
                : value instanceof FloatValue real ? Value.of(Math.abs(real.value())) : arithmetic.positive(value);
    }

    private static Value number(Bound a, int index) {
        Value value = a.get(index);
        if (value instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
        if (!Numbers.isNumber(value)) {
            throw new EvaluationException("must be a number, not '" + value.typeName() + "'");
        }
        return value;
    }

    private static Value integer(Bound a) {
        Value value = a.get(0);
        refuseUndefined(value);
        int base = a.integer(2, 10);
        Optional<Value> parsed = value instanceof TextValue text ? parseInteger(text.text(), base) : Optional.empty();
        BigInteger whole = Numbers.integer(value);
        if (parsed.isPresent() || whole != null) {
            return whole != null ? Value.of(whole) : parsed.get();
        }
        return parseReal(value)
                .filter(Double::isFinite)
                .map(real -> Value.of(new BigDecimal(real).toBigInteger()))
                .orElse(a.get(1, Value.of(0)));
    }

    private static void refuseUndefined(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
    }

    private static Optional<Value> parseInteger(String text, int base) {
        if (text.length() > MAX_DIGITS || base < 0 || base > 36 || base == 1) {
            return Optional.empty();
        }
        Matcher matcher = INTEGER.matcher(CodePoints.strip(text));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String written = matcher.group(3);
        if (written.startsWith("_") || written.endsWith("_") || written.contains("__")) {
            return Optional.empty();
        }
        String digits = written.replace("_", "");
        int radix = base == 0 ? 10 : base;
        if (matcher.group(2) != null) {
            int declared = radix(matcher.group(2));
            if (base == 0 || base == declared) {
                radix = declared;
            } else {
                digits = matcher.group(2) + digits;
            }
        }
        try {
            return Optional.of(Value.of(new BigInteger(matcher.group(1) + digits, radix)));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static int radix(String prefix) {
        return switch (prefix.toLowerCase(Locale.ROOT)) {
            case "0x" -> 16;
            case "0o" -> 8;
            default -> 2;
        };
    }

    private static Optional<Double> parseReal(Value value) {
        if (Numbers.isNumber(value)) {
            return Optional.of(Numbers.real(value));
        }
        if (!(value instanceof TextValue text)) {
            return Optional.empty();
        }
        String stripped = CodePoints.strip(text.text());
        if (stripped.length() > MAX_DIGITS
                || !FLOAT.matcher(stripped).matches()
                || STRAY_UNDERSCORE.matcher(stripped).find()) {
            return Optional.empty();
        }
        String lower = stripped.replace("_", "").toLowerCase(Locale.ROOT);
        String unsigned = lower.replace("+", "").replace("-", "");
        if (unsigned.startsWith("inf")) {
            return Optional.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return Optional.of(unsigned.equals("nan") ? Double.NaN : Double.parseDouble(lower));
    }

    private static Value real(Bound a) {
        Value value = a.get(0);
        refuseUndefined(value);
        return parseReal(value).map(Value::of).orElse(a.get(1, Value.of(0.0)));
    }

    private static Value round(Bound a) {
        String method = a.string(2, "common");
        Value value = number(a, 0);
        int precision = a.integer(1, 0);
        if (!List.of("common", "ceil", "floor").contains(method)) {
            throw new EvaluationException("method must be common, ceil or floor");
        }
        boolean common = method.equals("common");
        BigInteger whole = Numbers.integer(value);
        if (whole != null && common) {
            return precision >= 0 || precision < -MAX_DIGITS
                    ? Value.of(precision >= 0 ? whole : BigInteger.ZERO)
                    : Value.of(rounded(new BigDecimal(whole), precision).toBigInteger());
        }
        double real = Numbers.real(value);
        if (!Double.isFinite(real) || Math.abs(precision) > MAX_PRECISION) {
            return Value.of(precision < 0 && Double.isFinite(real) ? 0.0 : real);
        }
        if (common) {
            double result = rounded(new BigDecimal(real), precision).doubleValue();
            return Value.of(result == 0 ? Math.copySign(0.0, real) : result);
        }
        double factor = Math.pow(10, precision);
        double scaled = method.equals("ceil") ? Math.ceil(real * factor) : Math.floor(real * factor);
        return Value.of((scaled == 0 ? 0.0 : scaled) / factor);
    }

    private static BigDecimal rounded(BigDecimal value, int precision) {
        return value.setScale(precision, RoundingMode.HALF_EVEN);
    }

    private static Value fileSize(Bound a) {
        refuseUndefined(a.get(0));
        double bytes = parseReal(a.get(0)).orElseThrow(() -> new EvaluationException("size must be a number"));
        boolean binary = a.flag(1, false);
        double base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return Value.of("1 Byte");
        }
        if (bytes < base) {
            return Value.of((long) bytes + " Bytes");
        }
        String units = "kMGTPEZY";
        int index = 0;
        double unit = base * base;
        while (bytes >= unit && index < units.length() - 1) {
            unit *= base;
            index++;
        }
        String prefix = binary
                ? units.substring(index, index + 1).toUpperCase(Locale.ROOT) + "i"
                : units.substring(index, index + 1);
        String amount = new BigDecimal(base * bytes / unit)
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
        return Value.of(amount + " " + prefix + "B");
    }
}
