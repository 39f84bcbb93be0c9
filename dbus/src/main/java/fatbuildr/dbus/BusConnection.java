package fatbuildr.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a message bus. Of the library only the transport and the form of messages are used: dispatching by
 * reflection on Java interfaces could neither name errors nor describe interfaces as dbus-api.md demands.
 */
public final class BusConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BusConnection.class);

    /** A system bus disconnects who sends more. */
    private static final long LARGEST_MESSAGE = 32L << 20;

    private static final byte NO_FLAGS = 0;

    private final AbstractTransport transport;
    private final MessageFactory messages;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Long, CompletableFuture<List<Object>>> pending = new ConcurrentHashMap<>();
    private final Consumer<IOException> lost;
    private volatile Consumer<IncomingCall> handler = this::refuse;
    private String uniqueName = "";
    private volatile boolean closed;

    private BusConnection(AbstractTransport transport, Consumer<IOException> lost) {
        this.transport = transport;
        this.messages = transport.getMessageFactory();
        this.lost = lost;
    }

    /** A connection that only makes calls. */
    public static BusConnection open(BusAddress address) throws IOException {
        return open(address, _ -> {});
    }

    /** @param lost told once when the connection breaks without having been closed */
    public static BusConnection open(BusAddress address, Consumer<IOException> lost) throws IOException {
        probe(address);
        try {
            AbstractTransport transport =
                    TransportBuilder.create(address.text()).build();
            transport.connect();
            BusConnection connection = new BusConnection(transport, lost);
            Thread.ofPlatform().daemon().name("server").start(connection::read);
            connection.uniqueName = String.valueOf(
                    connection.call(OutgoingCall.ofBus("Hello", "")).getFirst());
            return connection;
        } catch (DBusException | BusError | IllegalArgumentException failure) {
            throw new IOException(reason(failure), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** The library tries for ten seconds where nobody listens, and does not tell why. */
    private static void probe(BusAddress address) throws IOException {
        if (address.path().isPresent()) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(address.path().get()));
            }
        }
    }

    /** False once the bus has gone away. */
    public boolean isOpen() {
        return !isOver();
    }

    public String uniqueName() {
        return uniqueName;
    }

    /** @param calls told of every call from now on, on the thread that reads: it must not wait */
    public void serve(Consumer<IncomingCall> calls) {
        handler = calls;
    }

    private void refuse(IncomingCall call) {
        fail(call, new BusError(BusError.UNKNOWN_OBJECT, "no object at path " + call.path()));
    }

    /** Makes a call and waits for its answer. */
    public List<Object> call(OutgoingCall call) throws InterruptedException {
        try {
            return send(call).get();
        } catch (ExecutionException failure) {
            throw received(failure);
        }
    }

    private static BusError received(ExecutionException failure) {
        return failure.getCause() instanceof BusError error
                ? new BusError(error.name(), error.text(), error)
                : new BusError(BusError.FAILED, reason(failure), failure);
    }

    /** The same, but waits only so long: then {@link BusError#NO_REPLY}. */
    public List<Object> call(OutgoingCall call, Duration patience) throws InterruptedException {
        CompletableFuture<List<Object>> answer = send(call);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new BusError(
                    BusError.NO_REPLY, "no answer to " + call.member() + " in " + patience.toSeconds() + " s", late);
        } catch (ExecutionException failure) {
            throw received(failure);
        } finally {
            if (answer.cancel(false)) {
                pending.values().removeIf(CompletableFuture::isDone);
            }
        }
    }

    /** Makes a call; the answer fails with a {@link BusError}. */
    public CompletableFuture<List<Object>> send(OutgoingCall call) {
        CompletableFuture<List<Object>> answer = new CompletableFuture<>();
        try {
            MethodCall message = messages.createMethodCall(
                    call.destination(),
                    call.path(),
                    call.interfaceName(),
                    call.member(),
                    NO_FLAGS,
                    call.signature().isEmpty() ? null : call.signature(),
                    Wire.outgoing(call.arguments()));
            checkSize(message);
            pending.put(message.getSerial(), answer);
            if (closed) {
                throw new IOException("the connection is closed");
            }
            write(message);
        } catch (DBusException | IOException failure) {
            answer.completeExceptionally(broken(failure));
        }
        return answer;
    }

    /** Answers a call; a signature is empty for an answer without values. */
    public void reply(IncomingCall call, String signature, Object... values) {
        if (!call.wantsReply()) {
            return;
        }
        try {
            Message message = messages.createMethodReturn(
                    call.message(), signature.isEmpty() ? null : signature, Wire.outgoing(List.of(values)));
            checkSize(message);
            write(message);
        } catch (BusError tooLarge) {
            fail(call, tooLarge);
        } catch (DBusException | IOException failure) {
            LOG.warn("cannot answer {} of {}: {}", call.member(), call.sender(), reason(failure));
        }
    }

    public void fail(IncomingCall call, BusError error) {
        if (!call.wantsReply()) {
            return;
        }
        try {
            write(messages.createError(
                    call.sender(), error.name(), call.message().getSerial(), "s", error.text()));
        } catch (DBusException | IOException failure) {
            LOG.warn("cannot answer {} of {}: {}", call.member(), call.sender(), reason(failure));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            transport.close();
        } catch (IOException failure) {
            LOG.debug("the connection to the bus was not closed cleanly", failure);
        }
        abandon(new IOException("the connection is closed"));
    }

    private void write(Message message) throws IOException {
        writing.lock();
        try {
            transport.writeMessage(message);
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        while (true) {
            @Nullable Message message;
            try {
                message = transport.readMessage();
            } catch (IOException end) {
                ended(end);
                return;
            } catch (DBusException | RuntimeException malformed) {
                // Of a connection that was closed under the reader the library has no stream any more.
                if (!isOver()) {
                    LOG.warn("a message that cannot be understood is dropped: {}", reason(malformed));
                }
                message = null;
            }
            if (message != null) {
                accept(message);
            } else if (isOver()) {
                ended(new IOException("the bus closed the connection"));
                return;
            }
        }
    }

    private boolean isOver() {
        return closed || !transport.isConnected();
    }

    private void ended(IOException end) {
        abandon(end);
        if (!closed) {
            closed = true;
            lost.accept(end);
        }
    }

    private void abandon(IOException reason) {
        pending.keySet()
                .forEach(serial -> Optional.ofNullable(pending.remove(serial))
                        .ifPresent(answer -> answer.completeExceptionally(broken(reason))));
    }

    private void accept(Message message) {
        try {
            List<Object> values = Wire.incoming(message.getParameters());
            switch (message) {
                case MethodCall call -> handler.accept(new IncomingCall(call, values));
                case MethodReturn answer -> waiting(answer).ifPresent(waiting -> waiting.complete(values));
                case Error error ->
                    waiting(error)
                            .ifPresent(waiting -> waiting.completeExceptionally(new BusError(
                                    String.valueOf(error.getName()),
                                    values.isEmpty() ? "" : String.valueOf(values.getFirst()))));
                default -> LOG.trace("ignored: {}", message);
            }
        } catch (DBusException | RuntimeException malformed) {
            LOG.warn("a message that cannot be understood is dropped: {}", reason(malformed));
        }
    }

    private Optional<CompletableFuture<List<Object>>> waiting(Message answer) {
        return Optional.ofNullable(pending.remove(answer.getReplySerial()));
    }

    private static void checkSize(Message message) {
        long size = 0;
        for (byte[] part : message.getWireData()) {
            size += part == null ? 0 : part.length;
        }
        if (size > LARGEST_MESSAGE) {
            throw new BusError(
                    BusError.LIMITS_EXCEEDED,
                    "the message of " + (size >> 20) + " MiB is larger than the bus" + " carries: ask for less");
        }
    }

    private static BusError broken(Exception failure) {
        return new BusError(BusError.DISCONNECTED, reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
