package fatbuildr.jinja.value;

/** An arithmetic sequence of {@code size} integers. */
public record RangeValue(long start, long stop, long step) implements Value {
    public RangeValue {
        if (step == 0) {
            throw new EvaluationException("range() arg 3 must not be zero");
        }
    }

    public long size() {
        long span = step > 0 ? stop - start : start - stop;
        return span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    }

    public Value at(long index) {
        return IntValue.of(start + index * step);
    }

    @Override
    public String typeName() {
        return "range";
    }

    @Override
    public boolean truthy() {
        return size() > 0;
    }
}
