package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.error.FatbuildrException.Kind;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a method or a property does.
 *
 * @param action empty for what everybody may
 * @param failing error names for what the engine refuses
 */
record Operation(Optional<Action> action, Function<Kind, String> failing, Body body) {
    interface Body {
        Object run(Caller caller, Arguments arguments) throws InterruptedException;
    }

    interface Query {
        Object run(Arguments arguments) throws InterruptedException;
    }

    static Operation query(Action action, String failing, Query query) {
        return new Operation(Optional.of(action), as(failing), (_, arguments) -> query.run(arguments));
    }

    static Operation command(Action action, String failing, Body body) {
        return new Operation(Optional.of(action), as(failing), body);
    }

    /** One name for all that the caller did wrong (dbus-api.md section 7). */
    static Function<Kind, String> as(String failing) {
        return kind -> switch (kind) {
            case INVALID, NOT_FOUND, CONFLICT -> failing;
            case REFUSED -> BusError.NOT_AUTHORIZED;
            case EXTERNAL, UNAVAILABLE -> BusError.FAILED;
        };
    }
}
