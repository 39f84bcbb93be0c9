package fatbuildr.engine.task;

import fatbuildr.engine.Attachment;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.StreamEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the console socket: gets the journal from its first message at its own pace, and may type. Nothing
 * is kept for it but what the kernel does: one that does not read costs the task nothing (peer-defect-1).
 */
final class ConsoleClient {
    private static final Logger log = LoggerFactory.getLogger(ConsoleClient.class);

    /** Input of more than that in one message is no typing: the client is dropped. */
    private static final int MAX_INPUT = 64 << 10;

    /** How long a client has to close once it got everything; it loses unread data when it sees a hang-up. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private static final int PIECE = 16 << 10;
    private static final long IDLE = -1;

    private final SocketChannel channel;
    private final TaskJournal journal;
    private final Thread writer;
    private final Thread reader;
    private volatile long writingSince = IDLE;

    ConsoleClient(SocketChannel channel, TaskJournal journal, Consumer<ConsoleClient> gone) {
        this.channel = channel;
        this.journal = journal;
        this.reader = Thread.ofVirtual().name("console input").unstarted(this::read);
        this.writer = Thread.ofVirtual().name("console output").unstarted(() -> {
            try {
                write();
            } finally {
                close();
                gone.accept(this);
            }
        });
    }

    void start() {
        reader.start();
        writer.start();
    }

    /** Whether it has taken nothing for that long although there is something for it. */
    boolean stuck(Duration time) {
        long since = writingSince;
        return since != IDLE && System.nanoTime() - since > time.toNanos();
    }

    /** Ends the connection now, whatever is still to be delivered. */
    void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            log.debug("closing a console connection: {}", failure.toString());
        }
        reader.interrupt();
        writer.interrupt();
    }

    private void write() {
        try (InputStream output = new JournalStream(journal)) {
            byte[] piece = new byte[PIECE];
            for (int count = output.read(piece); count >= 0; count = output.read(piece)) {
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
                while (bytes.hasRemaining()) {
                    writingSince = System.nanoTime();
                    channel.write(bytes);
                    writingSince = IDLE;
                }
            }
            channel.shutdownOutput();
            reader.join(FAREWELL);
        } catch (IOException gone) {
            log.debug("a console client is gone: {}", gone.toString());
        } catch (InterruptedException closed) {
            log.debug("a console client is closed while it still had time");
        }
    }

    private void read() {
        try (Attached attached = new Attached(journal.attach())) {
            byte[] piece = new byte[4096];
            int count = 0;
            while (count >= 0 && attached.took(piece, count)) {
                count = channel.read(ByteBuffer.wrap(piece));
            }
        } catch (IOException gone) {
            log.debug("a console client is gone: {}", gone.toString());
        } catch (InterruptedException closed) {
            log.debug("a console client is closed while it typed");
        }
        writer.interrupt();
    }

    /** The client's input, parsed apart from that of others; thrown away when the task takes none. */
    private record Attached(@Nullable Attachment input, MessageDecoder decoder) implements AutoCloseable {
        Attached(Optional<Attachment> input) {
            this(input.orElse(null), new MessageDecoder(MAX_INPUT));
        }

        /** False when the input is damaged. */
        boolean took(byte[] piece, int count) throws InterruptedException {
            if (input == null) {
                return true;
            }
            decoder.feed(piece, 0, count);
            for (Optional<ConsoleMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                input.send(next.get());
            }
            return decoder.end() != StreamEnd.DAMAGED;
        }

        @Override
        public void close() {
            if (input != null) {
                input.close();
            }
        }
    }
}
