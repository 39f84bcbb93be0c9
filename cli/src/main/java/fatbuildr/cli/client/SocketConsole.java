package fatbuildr.cli.client;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.MessageReader;
import fatbuildr.journal.SocketPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The console of a task on this machine: its socket {@code io.console} (console-journal.md section 5). */
public final class SocketConsole implements ConsoleConnection {
    private final SocketChannel channel;
    private final MessageReader reader;

    private SocketConsole(SocketChannel channel) {
        this.channel = channel;
        this.reader = new MessageReader(new Received(channel));
    }

    public static SocketConsole connect(Path socket) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                new SocketPath(socket).use(channel::connect);
                return new SocketConsole(channel);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw Failure.runtime("unable to connect to the console " + socket + ": " + failure.getMessage(), failure)
                    .hint(hint(socket, failure));
        }
    }

    private static String hint(Path socket, IOException failure) {
        boolean refused = failure instanceof AccessDeniedException
                || String.valueOf(failure.getMessage()).contains("ermission denied");
        if (refused || (Files.exists(socket) && !Files.isWritable(socket))) {
            return "only members of the daemon's group can attach to running tasks on this machine";
        }
        return "the task may have ended: look with fatbuildrctl history";
    }

    @Override
    public Optional<ConsoleMessage> read() {
        try {
            return reader.read();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    @Override
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
