package fatbuildr.jinja.syntax;

import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.FloatValue;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;

/** A number in source: digits with single underscores between them, after a radix prefix or with fraction and exponent. */
record NumberLiteral(String text, Value value) {
    private static final int MAX_LENGTH = 15_000;

    boolean isFloat() {
        return value instanceof FloatValue;
    }

    static NumberLiteral at(String source, int start, int line) {
        int radix = radix(source, start);
        int end = radix == 10 ? digits(source, start, 10) : prefixed(source, start, radix);
        int realEnd = radix == 10 && !follows(source, start, '.') ? real(source, end) : end;
        if (realEnd - start > MAX_LENGTH) {
            throw new SyntaxException(line, "number is too long");
        }
        String text = source.substring(start, realEnd);
        String digits = text.replace("_", "");
        if (realEnd > end) {
            return new NumberLiteral(text, Value.of(Double.parseDouble(digits)));
        }
        if (radix == 10 && digits.startsWith("0") && digits.chars().anyMatch(c -> c != '0')) {
            throw new SyntaxException(line, "unexpected digits after a leading zero");
        }
        try {
            return new NumberLiteral(text, Value.of(new BigInteger(radix == 10 ? digits : digits.substring(2), radix)));
        } catch (EvaluationException tooLarge) {
            throw new SyntaxException(line, tooLarge.reason());
        }
    }

    private static boolean follows(String source, int start, char c) {
        return start > 0 && source.charAt(start - 1) == c;
    }

    /** The radix a prefix with digits after it declares. */
    private static int radix(String source, int start) {
        if (source.charAt(start) != '0' || start + 1 >= source.length()) {
            return 10;
        }
        int radix = switch (source.charAt(start + 1)) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 10;
        };
        return radix != 10 && prefixed(source, start, radix) > start + 2 ? radix : 10;
    }

    private static int prefixed(String source, int start, int radix) {
        int from = start + 2;
        boolean underscore = from < source.length() && source.charAt(from) == '_';
        int end = digits(source, underscore ? from + 1 : from, radix);
        return underscore && end == from + 1 ? from : end;
    }

    /** The end of the digits at a position, underscores between them included. */
    private static int digits(String source, int start, int radix) {
        int end = start;
        while (isDigit(source, end, radix)
                || (end > start
                        && end < source.length()
                        && source.charAt(end) == '_'
                        && isDigit(source, end + 1, radix))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String source, int at, int radix) {
        return at < source.length() && source.charAt(at) < 0x80 && Character.digit(source.charAt(at), radix) >= 0;
    }

    /** The end of a fraction and an exponent after the digits; where the digits end when there is neither. */
    private static int real(String source, int end) {
        int fraction = end;
        if (end < source.length() && source.charAt(end) == '.' && isDigit(source, end + 1, 10)) {
            fraction = digits(source, end + 1, 10);
        }
        if (fraction < source.length() && (source.charAt(fraction) == 'e' || source.charAt(fraction) == 'E')) {
            int sign = fraction + 1;
            boolean signed = sign < source.length() && (source.charAt(sign) == '+' || source.charAt(sign) == '-');
            int exponent = signed ? sign + 1 : sign;
            if (isDigit(source, exponent, 10)) {
                return digits(source, exponent, 10);
            }
        }
        return fraction;
    }
}
