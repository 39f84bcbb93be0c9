package fatbuildr.jinja.value;

/** Counts what a rendering uses and stops it at its limits. */
public final class Meter {
    private static final int CHARACTERS_PER_STEP = 4;

    private final Limits limits;
    private long steps;
    private int depth;

    public Meter(Limits limits) {
        this.limits = limits;
    }

    public void step() {
        steps(1);
    }

    public void steps(long count) {
        steps += Math.max(count, 0);
        if (steps > limits.steps() || steps < 0) {
            throw new EvaluationException("template takes more than " + limits.steps() + " steps");
        }
    }

    /** Accounts for text about to be made or searched; call before making it. */
    public void text(long characters) {
        steps(characters / CHARACTERS_PER_STEP + 1);
    }

    /** Enters a macro, block, included template or recursive loop. */
    public void enter() {
        if (depth >= limits.depth()) {
            throw new EvaluationException("calls and inclusions nested more than " + limits.depth() + " deep");
        }
        depth++;
    }

    public void leave() {
        depth--;
    }

    public Limits limits() {
        return limits;
    }
}
