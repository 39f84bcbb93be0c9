package fatbuildr.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageCodecTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    /** The table of console-journal.md section 1.3. */
    static List<Arguments> examples() {
        return List.of(
                Arguments.of(log(LogLevel.INFO, "Go"), "00 00 00 00 05 00 00 00 32 30 3A 47 6F"),
                Arguments.of(ConsoleMessage.Bytes.of("ok\r\n"), "01 00 00 00 04 00 00 00 6F 6B 0D 0A"),
                Arguments.of(new ConsoleMessage.RawEnable(), "02 00 00 00 00 00 00 00"),
                Arguments.of(new ConsoleMessage.RawDisable(), "03 00 00 00 00 00 00 00"),
                Arguments.of(new ConsoleMessage.WindowSize(40, 132), "04 00 00 00 04 00 00 00 28 00 84 00"),
                Arguments.of(
                        log(LogLevel.INFO, "Task succeeded"),
                        "00 00 00 00 11 00 00 00 32 30 3A 54 61 73 6B 20 73 75 63 63 65 65 64 65 64"),
                Arguments.of(
                        log(LogLevel.INFO, "Task failed"),
                        "00 00 00 00 0E 00 00 00 32 30 3A 54 61 73 6B 20 66 61 69 6C 65 64"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void documentedBytes(ConsoleMessage message, String hex) throws IOException {
        assertThat(HEX.formatHex(MessageEncoder.encode(message))).isEqualTo(hex);
        assertThat(all(HEX.parseHex(hex), StreamEnd.CLEAN)).containsExactly(message);
    }

    @Test
    void endRecordsAreRecognised() {
        assertThat(log(LogLevel.ERROR, "Task failed: why").isEnd()).isTrue();
        assertThat(log(LogLevel.INFO, "A Task failed").isEnd()).isFalse();
        assertThat(ConsoleMessage.Bytes.of("Task failed").isEnd()).isFalse();
    }

    @Test
    void anySplitOfTheStreamGivesTheSameMessages() {
        Random random = new Random(7);
        List<ConsoleMessage> messages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] data = new byte[random.nextInt(9000)];
            random.nextBytes(data);
            messages.add(
                    i % 3 == 0
                            ? log(LogLevel.of(10 * (i % 5 + 1)), "line\nwith: colon é " + i)
                            : new ConsoleMessage.Bytes(data));
        }
        byte[] stream = bytes(messages);
        MessageDecoder decoder = new MessageDecoder();
        List<ConsoleMessage> read = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(1 + random.nextInt(5000), stream.length - at);
            decoder.feed(stream, at, length);
            at += length;
            drain(decoder, read);
        }
        assertThat(read).isEqualTo(messages);
        assertThat(decoder.end()).isEqualTo(StreamEnd.CLEAN);
    }

    @Test
    void everyTruncationIsTold() throws IOException {
        byte[] stream = bytes(List.of(log(LogLevel.INFO, "one"), new ConsoleMessage.WindowSize(1, 2)));
        int boundary = MessageEncoder.encode(log(LogLevel.INFO, "one")).length;
        for (int length = 0; length < stream.length; length++) {
            StreamEnd end = length == 0 || length == boundary ? StreamEnd.CLEAN : StreamEnd.TRUNCATED;
            assertThat(all(Arrays.copyOf(stream, length), end)).hasSize(length < boundary ? 0 : 1);
        }
    }

    @Test
    void hugeSizesEndTheStream() throws IOException {
        byte[] stream = HEX.parseHex("02 00 00 00 00 00 00 00 01 00 00 00 01 00 00 01 41 41");
        assertThat(all(stream, StreamEnd.DAMAGED)).containsExactly(new ConsoleMessage.RawEnable());
        assertThat(all(HEX.parseHex("01 00 00 00 FF FF FF FF"), StreamEnd.DAMAGED))
                .isEmpty();
    }

    @Test
    void unknownCommandsAndMalformedWindowSizesAreSkipped() throws IOException {
        byte[] stream = HEX.parseHex("63 00 00 00 02 00 00 00 41 41 04 00 00 00 02 00 00 00 01 00"
                + " FF FF 00 00 00 00 00 00 03 00 FF FF 00 00 00 00");
        assertThat(all(stream, StreamEnd.CLEAN)).containsExactly(new ConsoleMessage.RawDisable());
    }

    @ParameterizedTest
    @CsvSource({
        "20:a:b,INFO,a:b",
        "25:x,INFO,x",
        "7:x,DEBUG,x",
        "99:x,CRITICAL,x",
        "no level,INFO,no level",
        ":x,INFO,:x",
        "-5:x,INFO,-5:x",
        "99999999999:x,INFO,99999999999:x"
    })
    void oddLogRecordsAreTolerated(String record, LogLevel level, String text) throws IOException {
        assertThat(all(frame(0, record.getBytes(StandardCharsets.UTF_8)), StreamEnd.CLEAN))
                .containsExactly(log(level, text));
    }

    @Test
    void invalidUtf8InLogsIsReplaced() throws IOException {
        byte[] record = {'2', '0', ':', 'a', (byte) 0xff, 'b'};
        assertThat(all(frame(0, record), StreamEnd.CLEAN)).containsExactly(log(LogLevel.INFO, "a\ufffdb"));
    }

    @Test
    void oversizedMessagesAreNotWritten() throws IOException {
        byte[] data = new byte[MessageEncoder.MAX_PAYLOAD + 1];
        ConsoleMessage bytes = new ConsoleMessage.Bytes(data);
        assertThatThrownBy(() -> MessageEncoder.encode(bytes)).isInstanceOf(IllegalArgumentException.class);
        byte[] encoded = MessageEncoder.encode(log(LogLevel.INFO, "x".repeat(data.length)));
        assertThat(all(encoded, StreamEnd.CLEAN)).hasSize(1);
    }

    @Test
    void randomBytesNeverBreakTheDecoder() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            for (int at = 3; at < noise.length; at += 2) {
                noise[at] = 0;
            }
            try (MessageReader reader = new MessageReader(new ByteArrayInputStream(noise))) {
                int count = 0;
                while (reader.read().isPresent()) {
                    count++;
                }
                assertThat(count).isLessThanOrEqualTo(noise.length / 8);
            }
        }
    }

    private static List<ConsoleMessage> all(byte[] stream, StreamEnd end) throws IOException {
        List<ConsoleMessage> messages = new ArrayList<>();
        try (MessageReader reader = new MessageReader(new ByteArrayInputStream(stream))) {
            for (Optional<ConsoleMessage> next = reader.read(); next.isPresent(); next = reader.read()) {
                messages.add(next.get());
            }
            assertThat(reader.end()).isEqualTo(end);
        }
        return messages;
    }

    private static void drain(MessageDecoder decoder, List<ConsoleMessage> into) {
        for (Optional<ConsoleMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
            into.add(next.get());
        }
    }

    private static byte[] bytes(List<ConsoleMessage> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        messages.forEach(message -> out.writeBytes(MessageEncoder.encode(message)));
        return out.toByteArray();
    }

    private static byte[] frame(int command, byte[] payload) {
        byte[] framed = MessageEncoder.encode(new ConsoleMessage.Bytes(payload));
        framed[0] = (byte) command;
        return framed;
    }

    private static ConsoleMessage log(LogLevel level, String text) {
        return new ConsoleMessage.Log(level, text);
    }
}
