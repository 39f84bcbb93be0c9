package fatbuildr.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers across the types that count as such: bool, int and float. */
public final class Numbers {
    private Numbers() {}

    public static boolean isNumber(Value value) {
        return value instanceof BoolValue || value instanceof IntValue || value instanceof FloatValue;
    }

    /** The integer a bool or int stands for, or null. */
    public static @Nullable BigInteger integer(Value value) {
        return switch (value) {
            case BoolValue flag -> flag.number();
            case IntValue number -> number.value();
            default -> null;
        };
    }

    /** The number as float; fails when it is out of range, as Python does. */
    public static double real(Value value) {
        if (value instanceof FloatValue number) {
            return number.value();
        }
        BigInteger integer = integer(value);
        if (integer == null) {
            throw new EvaluationException("must be real number, not " + value.typeName());
        }
        double real = integer.doubleValue();
        if (Double.isInfinite(real)) {
            throw new EvaluationException("int too large to convert to float");
        }
        return real;
    }

    /** An index, count or width that fits an int; integers beyond are clamped to what no sequence reaches. */
    public static int index(Value value) {
        BigInteger integer = integer(value);
        if (integer == null) {
            throw new EvaluationException("'" + value.typeName() + "' object cannot be interpreted as an integer");
        }
        if (integer.bitLength() > 30) {
            return integer.signum() < 0 ? -(1 << 30) : 1 << 30;
        }
        return integer.intValue();
    }

    /** Negative, zero or positive; null when one is not a number or NaN. */
    static @Nullable Integer compare(Value left, Value right) {
        if (!isNumber(left) || !isNumber(right)) {
            return null;
        }
        BigInteger first = integer(left);
        BigInteger second = integer(right);
        if (first != null && second != null) {
            return first.compareTo(second);
        }
        if (isInfiniteOrNan(left) || isInfiniteOrNan(right)) {
            double a = first == null ? real(left) : first.doubleValue();
            double b = second == null ? real(right) : second.doubleValue();
            return Double.isNaN(a) || Double.isNaN(b) ? null : Integer.valueOf(Double.compare(a, b));
        }
        return exact(left, first).compareTo(exact(right, second));
    }

    static boolean equal(Value left, Value right) {
        Integer order = compare(left, right);
        return order != null && order == 0;
    }

    private static boolean isInfiniteOrNan(Value value) {
        return value instanceof FloatValue number && !Double.isFinite(number.value());
    }

    private static BigDecimal exact(Value value, @Nullable BigInteger integer) {
        return integer == null ? new BigDecimal(real(value)) : new BigDecimal(integer);
    }
}
