package fatbuildr.journal;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A connection to the socket of a running task (console-journal.md section 5). */
public final class ConsoleSocket implements AutoCloseable {
    private final SocketChannel channel;
    private final MessageReader reader;

    private ConsoleSocket(SocketChannel channel) {
        this.channel = channel;
        this.reader = new MessageReader(new Received(channel));
    }

    public static ConsoleSocket connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            new SocketPath(socket).use(channel::connect);
            return new ConsoleSocket(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Waits for the next message; empty at the end. */
    public Optional<ConsoleMessage> read() throws IOException {
        return reader.read();
    }

    /** Thread-safe. */
    public synchronized void send(ConsoleMessage message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(MessageEncoder.encode(message));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is not needed any more.
        }
    }

    /** Reads while others write: the streams of the JDK over a channel exclude each other. */
    private static final class Received extends InputStream {
        private final SocketChannel channel;

        Received(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, length));
        }
    }
}
