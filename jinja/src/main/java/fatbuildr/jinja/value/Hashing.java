package fatbuildr.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hash codes that a template cannot foresee, so that it cannot fill a dictionary with keys that collide. Numbers that are
 * equal across types have equal codes.
 */
final class Hashing {
    private static final long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;

    /** Longer text has Java's own hash code, which is kept in the string; many such keys cost too many steps anyway. */
    private static final int MAX_SEEDED = 256;

    private Hashing() {}

    static int of(long bits) {
        return (int) ((bits * MULTIPLIER) >>> 32);
    }

    static int of(int first, int second) {
        return of(((long) first << 32) | (second & 0xffffffffL));
    }

    static int of(String text) {
        if (text.length() > MAX_SEEDED) {
            return text.hashCode();
        }
        int factor = (int) MULTIPLIER;
        int hash = 1;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * factor + text.charAt(i);
        }
        return of(hash);
    }

    static int of(BigInteger number) {
        return number.bitLength() < Long.SIZE
                ? of(number.longValue())
                : of(Double.doubleToLongBits(number.doubleValue()));
    }

    static int of(double number) {
        boolean whole = Math.rint(number) == number && Double.isFinite(number);
        return whole ? of(new BigDecimal(number).toBigInteger()) : of(Double.doubleToLongBits(number));
    }
}
