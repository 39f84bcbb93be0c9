package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** A floating point number. */
public record FloatValue(double value) implements Value {
    @Override
    public String typeName() {
        return "float";
    }

    @Override
    public boolean truthy() {
        return value != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Value that && Numbers.equal(this, that);
    }

    @Override
    public int hashCode() {
        return Hashing.of(value);
    }
}
