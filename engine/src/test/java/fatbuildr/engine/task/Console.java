package fatbuildr.engine.task;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.MessageReader;
import fatbuildr.journal.StreamEnd;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client of a console socket, as any program could be one. */
final class Console implements Closeable {
    private final SocketChannel channel;
    private final MessageReader reader;
    private final StringBuilder shown = new StringBuilder();

    Console(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        reader = new MessageReader(Channels.newInputStream(channel));
    }

    void send(ConsoleMessage... messages) throws IOException {
        for (ConsoleMessage message : messages) {
            send(MessageEncoder.encode(message));
        }
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void type(String text) throws IOException {
        send(ConsoleMessage.Bytes.of(text));
    }

    Optional<ConsoleMessage> read() throws IOException {
        return reader.read();
    }

    /** Reads until the output of commands so far contains the text. */
    String await(String text) throws IOException {
        while (shown.indexOf(text) < 0) {
            ConsoleMessage next =
                    read().orElseThrow(() -> new AssertionError("the console ended without " + text + ": " + shown));
            if (next instanceof ConsoleMessage.Bytes bytes) {
                shown.append(new String(bytes.data(), StandardCharsets.UTF_8));
            }
        }
        return shown.toString();
    }

    /** Everything up to the end of the stream, which is checked to be at a message's border. */
    List<ConsoleMessage> rest() throws IOException {
        List<ConsoleMessage> messages = new ArrayList<>();
        for (Optional<ConsoleMessage> next = read(); next.isPresent(); next = read()) {
            messages.add(next.get());
        }
        if (reader.end() != StreamEnd.CLEAN) {
            throw new AssertionError("the stream ends inside a message: " + messages);
        }
        return messages;
    }

    /** Output of commands in the messages, as text. */
    static String text(List<ConsoleMessage> messages) {
        StringBuilder text = new StringBuilder();
        for (ConsoleMessage message : messages) {
            if (message instanceof ConsoleMessage.Bytes bytes) {
                text.append(new String(bytes.data(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
