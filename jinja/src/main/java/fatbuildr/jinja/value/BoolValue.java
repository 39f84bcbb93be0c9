package fatbuildr.jinja.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A truth value, which counts as 0 or 1 in arithmetic. */
public record BoolValue(boolean value) implements Value {
    private static final BoolValue TRUE = new BoolValue(true);
    private static final BoolValue FALSE = new BoolValue(false);

    public static BoolValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    BigInteger number() {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }

    @Override
    public String typeName() {
        return "bool";
    }

    @Override
    public boolean truthy() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Value that && Numbers.equal(this, that);
    }

    @Override
    public int hashCode() {
        return Hashing.of(number());
    }
}
