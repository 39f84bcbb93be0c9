package fatbuildr.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Messages of a stream as its bytes arrive: a journal file, a response body, a socket. */
public final class MessageReader implements Closeable {
    private final InputStream input;
    private final MessageDecoder decoder = new MessageDecoder();
    private final byte[] piece = new byte[8192];

    public MessageReader(InputStream input) {
        this.input = input;
    }

    /** Waits for the next message; empty at the end, of which {@link #end} tells more. */
    public Optional<ConsoleMessage> read() throws IOException {
        while (true) {
            Optional<ConsoleMessage> message = decoder.next();
            if (message.isPresent() || decoder.end() == StreamEnd.DAMAGED) {
                return message;
            }
            int count = input.read(piece);
            if (count < 0) {
                return Optional.empty();
            }
            decoder.feed(piece, 0, count);
        }
    }

    /** The next message if it is here already. */
    public Optional<ConsoleMessage> poll() {
        return decoder.next();
    }

    /** Where in the stream the last message begins, in bytes. */
    public long offset() {
        return decoder.offset();
    }

    public StreamEnd end() {
        return decoder.end();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
