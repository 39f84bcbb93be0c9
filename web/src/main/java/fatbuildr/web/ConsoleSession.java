package fatbuildr.web;

import fatbuildr.engine.Attachment;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.StreamEnd;
import fatbuildr.journal.TimedMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket client of a task. It has one message at a time on its way: a slow one costs nothing but patience. */
final class ConsoleSession {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSession.class);

    /** Input of more than that in one message is no typing. */
    private static final int MAX_INPUT = 64 << 10;

    /** Clients answer pings: one that is silent for so long is gone. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final Duration SEND = Duration.ofMinutes(15);
    private static final int DONE = 1000;
    private static final int BAD_INPUT = 1007;
    private static final int SERVER_FAILURE = 1011;

    private final Session session;
    private final ConsoleRoute.Place place;
    private final Attachment input;
    private final MessageDecoder decoder = new MessageDecoder(MAX_INPUT);
    private final Thread output;
    private @Nullable Thread receiving;
    private boolean closed;

    ConsoleSession(Session session, ConsoleRoute.Place place) {
        this.session = session;
        this.place = place;
        this.input = place.instance().attach(place.task().id());
        this.output = Thread.ofVirtual().name("console of " + place.task().id()).unstarted(this::watch);
    }

    void start() {
        session.setIdleTimeout(SILENCE);
        session.setMaxBinaryMessageSize(2L * MAX_INPUT);
        output.start();
    }

    private void watch() {
        int code = DONE;
        String reason = "";
        try {
            place.instance().watch(place.task().id(), this::send);
        } catch (InterruptedException gone) {
            code = SERVER_FAILURE;
            reason = "the connection or the server ends";
        } catch (RuntimeException failure) {
            LOG.debug("console of task {}", place.task().id(), failure);
            code = SERVER_FAILURE;
            reason = "the output cannot be read";
        } finally {
            session.close(code, reason, Callback.NOOP);
            close();
        }
    }

    /** Several messages of the task fit into one of the connection. */
    private boolean send(List<TimedMessage> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        messages.forEach(message -> bytes.writeBytes(MessageEncoder.encode(message.message())));
        return send(bytes.toByteArray());
    }

    /** Waits until the connection took the bytes; false when it does not any more. */
    private boolean send(byte[] message) {
        try {
            Callback.Completable.with(done -> session.sendBinary(ByteBuffer.wrap(message), done))
                    .get(SEND.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            LOG.debug("a console client of task {} is gone: {}", place.task().id(), gone.toString());
            session.disconnect();
        }
        return false;
    }

    /** On the connection's thread, which reads no more while the task has much input to take. */
    void received(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        synchronized (this) {
            if (closed) {
                return;
            }
            receiving = Thread.currentThread();
        }
        try {
            decoder.feed(bytes);
            for (Optional<ConsoleMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                input.send(next.get());
            }
            if (decoder.end() == StreamEnd.DAMAGED) {
                session.close(BAD_INPUT, "this is no message of a console", Callback.NOOP);
                close();
            }
        } catch (InterruptedException gone) {
            LOG.debug(
                    "a console client of task {} left while typing",
                    place.task().id());
        } finally {
            synchronized (this) {
                receiving = null;
                Thread.interrupted();
            }
        }
    }

    /** The client is gone, or the task over. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (receiving != null && !receiving.equals(Thread.currentThread())) {
                receiving.interrupt();
            }
        }
        input.close();
        output.interrupt();
    }
}
