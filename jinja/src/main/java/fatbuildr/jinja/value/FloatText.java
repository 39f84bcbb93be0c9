package fatbuildr.jinja.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Python prints them. */
final class FloatText {
    /** No float has more decimals. */
    private static final int MAX_DIGITS = 1100;

    private FloatText() {}

    private static void requireSensible(int precision) {
        if (precision > MAX_DIGITS) {
            throw new EvaluationException("precision of more than " + MAX_DIGITS + " digits");
        }
    }

    /** The shortest text that reads back as the same float. */
    static String repr(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return sign(value) + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        int exponent = exponent(shortest);
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return sign(value) + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
        }
        return sign(value) + scientific(shortest, 'e');
    }

    /** Java always gives two digits at least, where one may do. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one : digits;
    }

    /** The magnitude with a fixed number of decimals. */
    static String fixed(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(Math.abs(value));
        }
        int exact = Math.min(precision, MAX_DIGITS);
        String digits = new BigDecimal(Math.abs(value))
                .setScale(exact, RoundingMode.HALF_EVEN)
                .toPlainString();
        return digits + "0".repeat(precision - exact);
    }

    /** The magnitude with one digit before the point and an exponent. */
    static String exponential(double value, int precision, char letter) {
        if (!Double.isFinite(value)) {
            return special(Math.abs(value));
        }
        requireSensible(precision);
        BigDecimal rounded =
                new BigDecimal(Math.abs(value)).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + letter + "+00";
        }
        int exponent = exponent(rounded);
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN);
        return mantissa.toPlainString() + exponentText(exponent, letter);
    }

    /** The magnitude with {@code precision} significant digits, in the shorter notation. */
    static String general(double value, int precision, char letter, boolean keepZeros) {
        if (!Double.isFinite(value)) {
            return special(Math.abs(value));
        }
        requireSensible(precision);
        int digits = Math.max(precision, 1);
        BigDecimal rounded = new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : exponent(rounded);
        if (exponent >= -4 && exponent < digits) {
            String text = rounded.setScale(Math.max(digits - 1 - exponent, 0), RoundingMode.HALF_EVEN)
                    .toPlainString();
            return keepZeros ? text : stripZeros(text);
        }
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(digits - 1, RoundingMode.HALF_EVEN)
                .toPlainString();
        return (keepZeros ? mantissa : stripZeros(mantissa)) + exponentText(exponent, letter);
    }

    static boolean isNegative(double value) {
        return !Double.isNaN(value) && (value < 0 || 1 / value < 0);
    }

    private static String scientific(BigDecimal digits, char letter) {
        int exponent = exponent(digits);
        return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + exponentText(exponent, letter);
    }

    private static String exponentText(int exponent, char letter) {
        int magnitude = Math.abs(exponent);
        return letter + (exponent < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
    }

    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    private static String stripZeros(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return value < 0 ? "-inf" : "inf";
    }

    private static String sign(double value) {
        return isNegative(value) ? "-" : "";
    }
}
