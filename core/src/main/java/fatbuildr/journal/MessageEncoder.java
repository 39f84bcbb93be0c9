package fatbuildr.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages to bytes (console-journal.md section 1). */
public final class MessageEncoder {
    static final int HEADER = 8;
    static final int LOG = 0;
    static final int BYTES = 1;
    public static final int RAW_ENABLE = 2;
    public static final int RAW_DISABLE = 3;
    static final int WINCH = 4;

    /** Largest payload written, and read. */
    public static final int MAX_PAYLOAD = 16 << 20;

    private static final byte[] NONE = {};

    private MessageEncoder() {}

    /** Header and payload of one message. A log text beyond the limit is cut: a message is never split. */
    public static byte[] encode(ConsoleMessage message) {
        return switch (message) {
            case ConsoleMessage.Log log -> framed(LOG, record(log));
            case ConsoleMessage.Bytes bytes -> framed(BYTES, bytes.data());
            case ConsoleMessage.RawEnable _ -> framed(RAW_ENABLE, NONE);
            case ConsoleMessage.RawDisable _ -> framed(RAW_DISABLE, NONE);
            case ConsoleMessage.WindowSize(int rows, int columns) ->
                framed(
                        WINCH,
                        littleEndian(4)
                                .putShort((short) rows)
                                .putShort((short) columns)
                                .array());
        };
    }

    private static byte[] record(ConsoleMessage.Log log) {
        byte[] record = (log.level().number() + ":" + log.text()).getBytes(StandardCharsets.UTF_8);
        return record.length <= MAX_PAYLOAD ? record : Arrays.copyOf(record, MAX_PAYLOAD);
    }

    private static byte[] framed(int command, byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("message of " + payload.length + " bytes");
        }
        return littleEndian(HEADER + payload.length)
                .putShort((short) command)
                .putShort((short) 0)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
