package fatbuildr.jinja.value;

/**
 * What one rendering may use. {@code steps} bounds time and memory together: every evaluated node, every item walked or
 * made, and every few characters of text handled cost one.
 */
public record Limits(long steps, long output, int depth, int range) {
    /** Enough for package definitions, small enough that a hostile one ends at once. */
    public static final Limits DEFAULT = new Limits(5_000_000, 8L << 20, 100, 100_000);

    public Limits withSteps(long value) {
        return new Limits(value, output, depth, range);
    }

    public Limits withOutput(long value) {
        return new Limits(steps, value, depth, range);
    }

    public Limits withDepth(int value) {
        return new Limits(steps, output, value, range);
    }

    public Limits withRange(int value) {
        return new Limits(steps, output, depth, value);
    }
}
