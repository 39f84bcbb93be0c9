package fatbuildr.cli.client;

import fatbuildr.journal.ConsoleMessage;
import java.io.IOException;
import java.util.Optional;

/** A connection to the console of a task: its output from the first message, and for interactive ones its input. */
public interface ConsoleConnection extends AutoCloseable {
    /** Waits for the next message; empty when the connection has ended, by whatever cause. */
    Optional<ConsoleMessage> read();

    /** Thread-safe. */
    void send(ConsoleMessage message) throws IOException;

    @Override
    void close();
}
