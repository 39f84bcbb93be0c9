package fatbuildr.journal;

import java.util.Arrays;

/** Where the output of a running task goes: one ordered stream, written as the task runs. Thread-safe. */
public interface Journal {
    void write(ConsoleMessage message);

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
