package fatbuildr.jinja.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** An integer of any size up to {@link #MAX_BITS}. */
public record IntValue(BigInteger value) implements Value, Comparable<IntValue> {
    /** Python refuses to print integers of more than 4300 digits; here they cannot be made at all. */
    public static final int MAX_BITS = 14_284;

    public IntValue {
        if (value.bitLength() > MAX_BITS) {
            throw new EvaluationException("integer of more than 4300 digits");
        }
    }

    public static IntValue of(long value) {
        return new IntValue(BigInteger.valueOf(value));
    }

    public static IntValue of(BigInteger value) {
        return new IntValue(value);
    }

    @Override
    public String typeName() {
        return "int";
    }

    @Override
    public boolean truthy() {
        return value.signum() != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Value that && Numbers.equal(this, that);
    }

    @Override
    public int hashCode() {
        return Hashing.of(value);
    }

    @Override
    public int compareTo(IntValue other) {
        return value.compareTo(other.value);
    }
}
