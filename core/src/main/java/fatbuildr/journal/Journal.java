package fatbuildr.journal;

import java.util.Arrays;
import java.util.Optional;

/** Where the output of a running task goes: one ordered stream, written as the task runs. Thread-safe. */
public interface Journal {
    void write(ConsoleMessage message);

    /**
     * What the clients attached to an interactive task send: its commands run on a terminal with this input. Empty for
     * any other task.
     */
    default Optional<ConsoleInput> input() {
        return Optional.empty();
    }

    default void info(String text) {
        write(new ConsoleMessage.Log(LogLevel.INFO, text));
    }

    default void warning(String text) {
        write(new ConsoleMessage.Log(LogLevel.WARNING, text));
    }

    default void error(String text) {
        write(new ConsoleMessage.Log(LogLevel.ERROR, text));
    }

    /** Output of a command; the array is not kept. */
    default void output(byte[] data, int length) {
        write(new ConsoleMessage.Bytes(Arrays.copyOf(data, length)));
    }
}
