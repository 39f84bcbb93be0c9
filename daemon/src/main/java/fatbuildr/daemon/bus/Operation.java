package fatbuildr.daemon.bus;

import java.util.Optional;

/**
 * What a method or a property does.
 *
 * @param action empty for what everybody may
 * @param failing error name for what the engine refuses
 */
record Operation(Optional<Action> action, String failing, Body body) {
    interface Body {
        Object run(Caller caller, Arguments arguments) throws InterruptedException;
    }

    interface Query {
        Object run(Arguments arguments) throws InterruptedException;
    }

    static Operation query(Action action, String failing, Query query) {
        return new Operation(Optional.of(action), failing, (_, arguments) -> query.run(arguments));
    }

    static Operation command(Action action, String failing, Body body) {
        return new Operation(Optional.of(action), failing, body);
    }
}
