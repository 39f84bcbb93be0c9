package fatbuildr.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One message of a task's output (console-journal.md section 1). Messages are atomic: never split, never mixed. */
public sealed interface ConsoleMessage {
    /** A log record; {@code text} may hold newlines and colons. */
    record Log(LogLevel level, String text) implements ConsoleMessage {
        public static final String SUCCEEDED = "Task succeeded";
        public static final String FAILED = "Task failed";
    }

    /** Raw terminal output, or keyboard input from a client. Equal when the bytes are. */
    final class Bytes implements ConsoleMessage {
        private final byte[] data;

        /** Takes the array over: it must not be changed afterwards. */
        public Bytes(byte[] data) {
            this.data = data;
        }

        public static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** The bytes themselves, not a copy: to read only. */
        public byte[] data() {
            return data;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(data, bytes.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return "Bytes[" + data.length + "]";
        }
    }

    record RawEnable() implements ConsoleMessage {}

    record RawDisable() implements ConsoleMessage {}

    record WindowSize(int rows, int columns) implements ConsoleMessage {}

    /** Whether this message is the task's last: its end record (section 2.1). */
    default boolean isEnd() {
        return this instanceof Log(LogLevel _, String text)
                && (text.startsWith(Log.SUCCEEDED) || text.startsWith(Log.FAILED));
    }
}
