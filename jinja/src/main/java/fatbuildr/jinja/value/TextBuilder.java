package fatbuildr.jinja.value;

/** A string builder whose content is paid for. */
public final class TextBuilder {
    private final StringBuilder builder = new StringBuilder();
    private final Meter meter;

    public TextBuilder(Meter meter) {
        this.meter = meter;
    }

    public TextBuilder append(String text) {
        meter.text(text.length());
        builder.append(text);
        return this;
    }

    public TextBuilder append(String text, int start, int end) {
        meter.text((long) end - start);
        builder.append(text, start, end);
        return this;
    }

    public TextBuilder append(char character) {
        meter.text(1);
        builder.append(character);
        return this;
    }

    public TextBuilder repeat(String text, long count) {
        if (count > 0) {
            meter.text(Math.multiplyExact(text.length(), Math.min(count, 1L << 30)));
            builder.repeat(text, (int) count);
        }
        return this;
    }

    public int length() {
        return builder.length();
    }

    @Override
    public String toString() {
        return builder.toString();
    }
}
