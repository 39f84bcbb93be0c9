package fatbuildr.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's {@code format % arguments}. */
final class PercentFormat {
    private final TextValue source;
    private final String format;
    private final Meter meter;
    private final TextBuilder out;
    private int position;
    private List<Value> positional = List.of();
    private @Nullable DictValue named;
    private int used;

    PercentFormat(TextValue format, Meter meter) {
        this.source = format;
        this.format = format.text();
        this.meter = meter;
        this.out = new TextBuilder(meter);
    }

    Value format(Value arguments) {
        positional = arguments instanceof TupleValue tuple ? tuple.items() : List.of(arguments);
        named = arguments instanceof DictValue dict ? dict : null;
        int literal = 0;
        for (int percent = format.indexOf('%'); percent >= 0; percent = format.indexOf('%', literal)) {
            out.append(format, literal, percent);
            position = percent + 1;
            conversion();
            literal = position;
        }
        out.append(format, literal, format.length());
        boolean takesAny = arguments instanceof DictValue || arguments instanceof ListValue;
        if (used < positional.size() && !takesAny) {
            throw new EvaluationException("not all arguments converted during string formatting");
        }
        return source.with(out.toString());
    }

    private void conversion() {
        Value keyed = peek() == '(' ? keyed() : null;
        String flags = flags();
        int width = number(keyed);
        boolean left = flags.indexOf('-') >= 0 || width < 0;
        int precision = -1;
        if (peek() == '.') {
            position++;
            precision = Math.max(number(keyed), 0);
        }
        while ("hlL".indexOf(peek()) >= 0) {
            position++;
        }
        char type = peek();
        position++;
        if (type == '%') {
            out.append('%');
            return;
        }
        Value value = keyed != null ? keyed : nextArgument();
        pad(convert(type, value, flags, precision), Math.abs(width), left, flags, type);
    }

    private char peek() {
        if (position >= format.length()) {
            throw new EvaluationException("incomplete format");
        }
        return format.charAt(position);
    }

    private Value keyed() {
        int close = format.indexOf(')', position);
        if (close < 0) {
            throw new EvaluationException("incomplete format key");
        }
        if (named == null) {
            throw new EvaluationException("format requires a mapping");
        }
        String key = format.substring(position + 1, close);
        Value value = named.get(Value.of(key));
        if (value == null) {
            throw new EvaluationException("format key " + Representation.quote(key) + " is missing");
        }
        position = close + 1;
        return value;
    }

    private String flags() {
        int start = position;
        while ("#0- +".indexOf(peek()) >= 0) {
            position++;
        }
        return format.substring(start, position);
    }

    private int number(@Nullable Value keyed) {
        if (peek() == '*') {
            position++;
            if (keyed != null) {
                throw new EvaluationException("* wants int");
            }
            return Numbers.index(nextArgument());
        }
        int number = 0;
        while (Character.digit(peek(), 10) >= 0) {
            number = Math.min(number * 10 + Character.digit(peek(), 10), 1 << 26);
            position++;
        }
        return number;
    }

    private Value nextArgument() {
        if (used >= positional.size()) {
            throw new EvaluationException("not enough arguments for format string");
        }
        return positional.get(used++);
    }

    /** The text of the value with its sign and prefix first. */
    private Piece convert(char type, Value value, String flags, int precision) {
        return switch (type) {
            case 's' -> Piece.text(cut(string(value), precision));
            case 'r' -> Piece.text(cut(Representation.repr(value, meter), precision));
            case 'a' -> Piece.text(cut(Representation.ascii(value, meter), precision));
            case 'c' -> Piece.text(character(value));
            case 'd', 'i', 'u' -> integer(whole(value), 10, "", flags, precision);
            case 'o' -> integer(strict(type, value), 8, flags.contains("#") ? "0o" : "", flags, precision);
            case 'x', 'X' -> {
                Piece piece = integer(strict(type, value), 16, flags.contains("#") ? "0x" : "", flags, precision);
                yield type == 'x' ? piece : piece.upper();
            }
            case 'e', 'E', 'f', 'F', 'g', 'G' -> real(type, Numbers.real(requireNumber(value)), flags, precision);
            default ->
                throw new EvaluationException("unsupported format character '" + type + "' (0x"
                        + Integer.toHexString(type) + ") at index " + (position - 1));
        };
    }

    private record Piece(String sign, String prefix, String digits, boolean numeric) {
        static Piece text(String text) {
            return new Piece("", "", text, false);
        }

        Piece upper() {
            return new Piece(sign, prefix.toUpperCase(Locale.ROOT), digits.toUpperCase(Locale.ROOT), numeric);
        }
    }

    private String string(Value value) {
        return source instanceof MarkupValue ? Html.escape(value, meter) : Representation.text(value, meter);
    }

    private static String cut(String text, int precision) {
        return precision < 0 || precision >= CodePoints.length(text) ? text : CodePoints.slice(text, 0, precision);
    }

    private static String character(Value value) {
        if (value instanceof TextValue text && CodePoints.length(text.text()) == 1) {
            return text.text();
        }
        BigInteger code = Numbers.integer(value);
        if (code == null
                || code.signum() < 0
                || code.bitLength() > 21
                || !Character.isValidCodePoint(code.intValue())) {
            throw new EvaluationException("format c requires int or char");
        }
        return Character.toString(code.intValue());
    }

    private static Value requireNumber(Value value) {
        if (!Numbers.isNumber(value)) {
            Arithmetic.refuseUndefined(value);
            throw new EvaluationException("must be real number, not " + value.typeName());
        }
        return value;
    }

    private static BigInteger whole(Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer != null) {
            return integer;
        }
        if (value instanceof FloatValue real && Double.isFinite(real.value())) {
            return new BigDecimal(real.value()).toBigInteger();
        }
        Arithmetic.refuseUndefined(value);
        throw new EvaluationException("format d: a real number is required, not " + value.typeName());
    }

    private static BigInteger strict(char type, Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer == null) {
            Arithmetic.refuseUndefined(value);
            throw new EvaluationException("format " + type + ": an integer is required, not " + value.typeName());
        }
        return integer;
    }

    private Piece integer(BigInteger value, int radix, String prefix, String flags, int precision) {
        String digits = value.abs().toString(radix);
        if (precision > digits.length()) {
            meter.text(precision);
            digits = "0".repeat(precision - digits.length()) + digits;
        }
        return new Piece(sign(value.signum() < 0, flags), prefix, digits, true);
    }

    private Piece real(char type, double value, String flags, int precision) {
        int digits = precision < 0 ? 6 : precision;
        meter.text(digits);
        boolean alternate = flags.contains("#");
        String text = switch (Character.toLowerCase(type)) {
            case 'e' -> FloatText.exponential(value, digits, 'e');
            case 'f' -> FloatText.fixed(value, digits);
            default -> FloatText.general(value, digits, 'e', alternate);
        };
        Piece piece = new Piece(sign(FloatText.isNegative(value), flags), "", text, Double.isFinite(value));
        return Character.isUpperCase(type) ? piece.upper() : piece;
    }

    private static String sign(boolean negative, String flags) {
        if (negative) {
            return "-";
        }
        return flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    }

    private void pad(Piece piece, int width, boolean left, String flags, char type) {
        int length = piece.sign().length() + piece.prefix().length() + CodePoints.length(piece.digits());
        boolean zeros = flags.indexOf('0') >= 0 && !left && piece.numeric() && type != 'c';
        if (!left && !zeros) {
            out.repeat(" ", width - (long) length);
        }
        out.append(piece.sign()).append(piece.prefix());
        if (zeros) {
            out.repeat("0", width - (long) length);
        }
        out.append(piece.digits());
        if (left) {
            out.repeat(" ", width - (long) length);
        }
    }
}
