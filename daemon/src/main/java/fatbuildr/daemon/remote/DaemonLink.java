package fatbuildr.daemon.remote;

import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Failures;
import fatbuildr.dbus.Interfaces;
import fatbuildr.dbus.Names;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the daemon: one connection for all threads, opened when it is needed and again when it broke. The bus
 * starts a daemon that does not run. No call is made twice: whether the first one did something is not known.
 */
final class DaemonLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonLink.class);

    private final BusAddress address;
    private final Duration patience;
    private final SharedQuestions<Question, Object> questions;
    private @Nullable BusConnection connection;
    private boolean closed;

    /** @param patience how long an answer may take */
    DaemonLink(BusAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
        this.questions = new SharedQuestions<>(
                question -> call(question.method(), question.arguments().toArray()));
    }

    private record Question(String method, List<Object> arguments) {}

    /** Calls a method of {@link Interfaces#ENGINE}; what it refuses is thrown as the daemon's engine threw it. */
    Object call(String method, Object... arguments) {
        return call(patience, method, arguments);
    }

    /** The same with another patience. */
    Object call(Duration ownPatience, String method, Object... arguments) {
        try {
            List<Object> answer = connection()
                    .call(OutgoingCall.ofDaemon(Names.ENGINE_PATH, Interfaces.ENGINE, method, arguments), ownPatience);
            return answer.isEmpty() ? "" : answer.getFirst();
        } catch (BusError error) {
            throw Failures.failure(error).<RuntimeException>map(known -> known).orElseGet(() -> failure(method, error));
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The same for a method that changes nothing: threads that ask the same at the same time share a call. */
    Object ask(String method, Object... arguments) {
        try {
            return questions.ask(new Question(method, List.of(arguments)));
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static FatbuildrException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return FatbuildrException.unavailable("interrupted while waiting for the daemon", stopped);
    }

    private synchronized BusConnection connection() {
        BusConnection open = connection;
        if (open != null && open.isOpen()) {
            return open;
        }
        if (closed) {
            throw FatbuildrException.unavailable("the server is stopping", new IOException("the connection is closed"));
        }
        try {
            BusConnection fresh = BusConnection.open(
                    address, reason -> LOG.warn("the connection to the message bus broke: {}", reason.toString()));
            LOG.info("connected to the message bus");
            connection = fresh;
            return fresh;
        } catch (IOException failure) {
            LOG.warn("no message bus at {}: {}", address.text(), failure.toString());
            throw FatbuildrException.unavailable(
                    "the daemon cannot be reached: there is no message bus on the server", failure);
        }
    }

    private static RuntimeException failure(String method, BusError error) {
        LOG.warn("call of {} failed: {}: {}", method, error.name(), error.text());
        return switch (error.name()) {
            case BusError.NO_REPLY, BusError.DISCONNECTED ->
                FatbuildrException.unavailable("the daemon went away, or does not answer in time", error);
            case BusError.NOT_AUTHORIZED ->
                FatbuildrException.unavailable("the daemon does not serve this server: " + error.text(), error);
            case BusError.UNKNOWN_METHOD, BusError.UNKNOWN_INTERFACE, BusError.UNKNOWN_OBJECT ->
                FatbuildrException.unavailable("the daemon is of another version than this server", error);
            case BusError.INVALID_ARGS -> FatbuildrException.invalid(error.text(), error);
            case BusError.LIMITS_EXCEEDED -> FatbuildrException.external(error.text(), error);
            case BusError.FAILED -> new IllegalStateException("the daemon failed at " + method, error);
            // Of the bus and of systemd, when they cannot start it.
            default -> FatbuildrException.unavailable("the daemon cannot be started: " + error.text(), error);
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
