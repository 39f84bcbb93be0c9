package fatbuildr.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to messages, fed in pieces of any size: {@link #feed} then {@link #next} until it is empty. Unknown commands
 * are skipped; memory grows with the bytes received, never with the size a header claims.
 */
public final class MessageDecoder {
    private final int limit;
    private byte[] buffer = new byte[1024];
    private int start;
    private int end;
    private long consumed;
    private long offset;
    private boolean damaged;

    public MessageDecoder() {
        this(MessageEncoder.MAX_PAYLOAD);
    }

    /** @param limit payload size from which on the stream is taken for damaged */
    public MessageDecoder(int limit) {
        this.limit = limit;
    }

    public void feed(byte[] data) {
        feed(data, 0, data.length);
    }

    public void feed(byte[] data, int offset, int length) {
        if (damaged) {
            return;
        }
        if (buffer.length - end < length) {
            int pending = end - start;
            byte[] target =
                    buffer.length - pending < length ? new byte[Math.max(2 * buffer.length, pending + length)] : buffer;
            System.arraycopy(buffer, start, target, 0, pending);
            buffer = target;
            start = 0;
            end = pending;
        }
        System.arraycopy(data, offset, buffer, end, length);
        end += length;
    }

    /** The next whole message; empty when more bytes are needed. */
    public Optional<ConsoleMessage> next() {
        while (!damaged && end - start >= MessageEncoder.HEADER) {
            ByteBuffer header = ByteBuffer.wrap(buffer, start, end - start).order(ByteOrder.LITTLE_ENDIAN);
            int command = Short.toUnsignedInt(header.getShort(start));
            long size = Integer.toUnsignedLong(header.getInt(start + 4));
            if (size > limit) {
                damaged = true;
                break;
            }
            if (end - start - MessageEncoder.HEADER < size) {
                break;
            }
            int from = start + MessageEncoder.HEADER;
            start = from + (int) size;
            offset = consumed;
            consumed += MessageEncoder.HEADER + size;
            ConsoleMessage message = message(command, Arrays.copyOfRange(buffer, from, start));
            if (message != null) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Where in the stream the last message begins, in bytes. */
    public long offset() {
        return offset;
    }

    /** How the stream ends if it ends here. */
    public StreamEnd end() {
        if (damaged) {
            return StreamEnd.DAMAGED;
        }
        return start == end ? StreamEnd.CLEAN : StreamEnd.TRUNCATED;
    }

    private static @Nullable ConsoleMessage message(int command, byte[] payload) {
        return switch (command) {
            case MessageEncoder.LOG -> log(new String(payload, StandardCharsets.UTF_8));
            case MessageEncoder.BYTES -> new ConsoleMessage.Bytes(payload);
            case MessageEncoder.RAW_ENABLE -> new ConsoleMessage.RawEnable();
            case MessageEncoder.RAW_DISABLE -> new ConsoleMessage.RawDisable();
            case MessageEncoder.WINCH -> windowSize(payload);
            default -> null;
        };
    }

    private static ConsoleMessage log(String record) {
        int colon = record.indexOf(':');
        if (colon > 0 && colon < 10 && record.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9')) {
            return new ConsoleMessage.Log(
                    LogLevel.of(Integer.parseInt(record.substring(0, colon))), record.substring(colon + 1));
        }
        return new ConsoleMessage.Log(LogLevel.INFO, record);
    }

    private static @Nullable ConsoleMessage windowSize(byte[] payload) {
        if (payload.length != 4) {
            return null;
        }
        ByteBuffer size = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        return new ConsoleMessage.WindowSize(
                Short.toUnsignedInt(size.getShort()), Short.toUnsignedInt(size.getShort()));
    }
}
