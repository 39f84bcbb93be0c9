package fatbuildr.jinja.value;

import org.jspecify.annotations.Nullable;

/** A missing variable or attribute: prints as nothing, is an error in any other use; {@code reason} says why. */
public record UndefinedValue(String reason) implements Value {
    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public boolean truthy() {
        return false;
    }

    /** All undefined values are equal, as in the reference. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UndefinedValue;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
