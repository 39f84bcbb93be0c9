package fatbuildr.dbus;

import fatbuildr.error.FatbuildrException;
import fatbuildr.error.FatbuildrException.Kind;
import java.util.Arrays;
import java.util.Optional;

/** Failures that keep their kind on their way over the bus. */
public final class Failures {
    private Failures() {}

    /** The name that errors of the kind have. */
    public static String name(Kind kind) {
        return Names.SERVICE
                + switch (kind) {
                    case INVALID -> ".ErrorInvalid";
                    case NOT_FOUND -> ".ErrorNotFound";
                    case CONFLICT -> ".ErrorConflict";
                    case REFUSED -> ".ErrorRefused";
                    case EXTERNAL -> ".ErrorExternal";
                    case UNAVAILABLE -> ".ErrorUnavailable";
                };
    }

    /** The failure an error stands for; empty for errors of another meaning. */
    public static Optional<FatbuildrException> failure(BusError error) {
        return Arrays.stream(Kind.values())
                .filter(kind -> error.is(name(kind)))
                .findFirst()
                .map(kind -> FatbuildrException.of(kind, error.text(), error));
    }
}
