package fatbuildr.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The operators on numbers, text and sequences. */
public final class Arithmetic {
    private static final MathContext DIVISION = new MathContext(60);

    private final Meter meter;

    public Arithmetic(Meter meter) {
        this.meter = meter;
    }

    public Value add(Value left, Value right) {
        if (left instanceof TextValue a && right instanceof TextValue b) {
            return join(a, b);
        }
        if (left instanceof ListValue a && right instanceof ListValue b) {
            return new ListValue(joined(a.items(), b.items()));
        }
        if (left instanceof TupleValue a && right instanceof TupleValue b) {
            return TupleValue.of(joined(a.items(), b.items()));
        }
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first != null && second != null) {
            return IntValue.of(first.add(second));
        }
        requireNumbers("+", left, right);
        return Value.of(Numbers.real(left) + Numbers.real(right));
    }

    public Value subtract(Value left, Value right) {
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first != null && second != null) {
            return IntValue.of(first.subtract(second));
        }
        requireNumbers("-", left, right);
        return Value.of(Numbers.real(left) - Numbers.real(right));
    }

    public Value multiply(Value left, Value right) {
        if (isSequence(left) && Numbers.integer(right) != null) {
            return repeat(left, Numbers.index(right));
        }
        if (isSequence(right) && Numbers.integer(left) != null) {
            return repeat(right, Numbers.index(left));
        }
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first != null && second != null) {
            meter.text((long) first.bitLength() + second.bitLength());
            return IntValue.of(first.multiply(second));
        }
        requireNumbers("*", left, right);
        return Value.of(Numbers.real(left) * Numbers.real(right));
    }

    public Value divide(Value left, Value right) {
        requireNumbers("/", left, right);
        requireNotZero(right, "division by zero");
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first == null || second == null || (first.bitLength() <= 53 && second.bitLength() <= 53)) {
            return Value.of(Numbers.real(left) / Numbers.real(right));
        }
        meter.text((long) first.bitLength() + second.bitLength());
        double quotient =
                new BigDecimal(first).divide(new BigDecimal(second), DIVISION).doubleValue();
        if (Double.isInfinite(quotient)) {
            throw new EvaluationException("integer division result too large for a float");
        }
        return Value.of(quotient);
    }

    public Value floorDivide(Value left, Value right) {
        requireNumbers("//", left, right);
        requireNotZero(right, "integer division or modulo by zero");
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first != null && second != null) {
            return IntValue.of(floorDivide(first, second));
        }
        return Value.of(floorDivide(Numbers.real(left), Numbers.real(right)));
    }

    /** The remainder; on text, Python's formatting. */
    public Value modulo(Value left, Value right) {
        if (left instanceof TextValue format) {
            return new PercentFormat(format, meter).format(right);
        }
        requireNumbers("%", left, right);
        requireNotZero(right, "integer division or modulo by zero");
        BigInteger first = Numbers.integer(left);
        BigInteger second = Numbers.integer(right);
        if (first != null && second != null) {
            return IntValue.of(first.subtract(floorDivide(first, second).multiply(second)));
        }
        return Value.of(modulo(Numbers.real(left), Numbers.real(right)));
    }

    public Value power(Value left, Value right) {
        requireNumbers("** or pow()", left, right);
        BigInteger base = Numbers.integer(left);
        BigInteger exponent = Numbers.integer(right);
        if (base != null && exponent != null && exponent.signum() >= 0) {
            return IntValue.of(power(base, exponent));
        }
        double x = Numbers.real(left);
        double y = Numbers.real(right);
        if (x == 0 && y < 0) {
            throw new EvaluationException("0.0 cannot be raised to a negative power");
        }
        double result = Math.pow(x, y);
        if (Double.isNaN(result) && !Double.isNaN(x) && !Double.isNaN(y)) {
            throw new EvaluationException("complex numbers are not supported");
        }
        if (Double.isInfinite(result) && Double.isFinite(x) && Double.isFinite(y)) {
            throw new EvaluationException("Result too large");
        }
        return Value.of(result);
    }

    private BigInteger power(BigInteger base, BigInteger exponent) {
        if (base.abs().bitLength() <= 1) {
            return exponent.testBit(0) || exponent.signum() == 0
                    ? base.pow(exponent.signum() == 0 ? 0 : 1)
                    : base.abs();
        }
        long bits = (long) base.bitLength()
                * Math.min(exponent.bitLength() > 31 ? Integer.MAX_VALUE : exponent.longValue(), IntValue.MAX_BITS);
        if (bits > 2L * IntValue.MAX_BITS) {
            throw new EvaluationException("integer of more than 4300 digits");
        }
        meter.text(bits);
        return base.pow(exponent.intValue());
    }

    public Value negate(Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer != null) {
            return IntValue.of(integer.negate());
        }
        requireNumber("unary -", value);
        return Value.of(-Numbers.real(value));
    }

    public Value positive(Value value) {
        BigInteger integer = Numbers.integer(value);
        if (integer != null) {
            return IntValue.of(integer);
        }
        requireNumber("unary +", value);
        return value;
    }

    private Value join(TextValue left, TextValue right) {
        TextBuilder joined = new TextBuilder(meter);
        if (left instanceof MarkupValue || right instanceof MarkupValue) {
            return Value.markup(joined.append(Html.escape(left, meter))
                    .append(Html.escape(right, meter))
                    .toString());
        }
        return Value.of(joined.append(left.text()).append(right.text()).toString());
    }

    private List<Value> joined(List<Value> left, List<Value> right) {
        meter.steps((long) left.size() + right.size());
        List<Value> joined = new ArrayList<>(left);
        joined.addAll(right);
        return joined;
    }

    private static boolean isSequence(Value value) {
        return value instanceof TextValue || value instanceof ListValue || value instanceof TupleValue;
    }

    private Value repeat(Value sequence, int count) {
        return switch (sequence) {
            case TextValue text ->
                text.with(new TextBuilder(meter).repeat(text.text(), count).toString());
            case ListValue list -> new ListValue(repeated(list.items(), count));
            case TupleValue tuple -> TupleValue.of(repeated(tuple.items(), count));
            default -> throw new IllegalStateException(sequence.typeName());
        };
    }

    private List<Value> repeated(List<Value> items, int count) {
        meter.steps((long) items.size() * Math.max(count, 0));
        List<Value> repeated = new ArrayList<>();
        if (!items.isEmpty()) {
            for (int i = 0; i < count; i++) {
                repeated.addAll(items);
            }
        }
        return repeated;
    }

    private static BigInteger floorDivide(BigInteger left, BigInteger right) {
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean inexact = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return inexact ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static double modulo(double left, double right) {
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0, right);
        }
        return (right < 0) == (remainder < 0) ? remainder : remainder + right;
    }

    private static double floorDivide(double left, double right) {
        double quotient = (left - modulo(left, right)) / right;
        if (quotient == 0) {
            return Math.copySign(0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static void requireNotZero(Value divisor, String reason) {
        if (!divisor.truthy()) {
            throw new EvaluationException(divisor instanceof FloatValue ? "float division by zero" : reason);
        }
    }

    private static void requireNumbers(String operator, Value left, Value right) {
        refuseUndefined(left);
        refuseUndefined(right);
        if (!Numbers.isNumber(left) || !Numbers.isNumber(right)) {
            throw new EvaluationException("unsupported operand type(s) for " + operator + ": '" + left.typeName()
                    + "' and '" + right.typeName() + "'");
        }
    }

    private static void requireNumber(String operator, Value value) {
        refuseUndefined(value);
        if (!Numbers.isNumber(value)) {
            throw new EvaluationException("bad operand type for " + operator + ": '" + value.typeName() + "'");
        }
    }

    static void refuseUndefined(Value value) {
        if (value instanceof UndefinedValue undefined) {
            throw new EvaluationException(undefined.reason());
        }
    }
}
