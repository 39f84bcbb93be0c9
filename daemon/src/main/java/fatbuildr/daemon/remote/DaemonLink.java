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
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the daemon: one connection for all threads, opened when it is needed and again when it broke. The bus
 * starts a daemon that does not run. No call is made twice: whether the first one did something is not known.
 */
final class DaemonLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonLink.class);

    private static final String SILENT = "the daemon went away, or does not answer in time";

    private final BusAddress address;
    private final Duration patience;
    private final SharedQuestions<Question, Object> questions;
    private final AtomicBoolean away = new AtomicBoolean();
    private @Nullable BusConnection connection;
    private boolean closed;

    /**
     * A way that is not tried yet.
     *
     * @param patience how long a change may take
     * @param patienceOfReaders how long the answer to a question may take
     */
    DaemonLink(BusAddress address, Duration patience, Duration patienceOfReaders) {
        this.address = address;
        this.patience = patience;
        this.questions = new SharedQuestions<>(
                question -> call(
                        patienceOfReaders,
                        question.method(),
                        question.arguments().toArray()),
                patienceOfReaders);
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
            isBack();
            return answer.isEmpty() ? "" : answer.getFirst();
        } catch (BusError error) {
            Optional<FatbuildrException> known = Failures.failure(error);
            if (known.isPresent()) {
                isBack();
                throw known.get();
            }
            throw failure(method, error);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The same for a method that changes nothing: threads that ask the same at the same time share a call. */
    Object ask(String method, Object... arguments) {
        try {
            return questions.ask(new Question(method, List.of(arguments)));
        } catch (TimeoutException late) {
            throw isAway(SILENT, late);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** Told once, however many ask meanwhile. */
    private FatbuildrException isAway(String reason, Exception cause) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("requests fail until the daemon is back: {}: {}", reason, cause.toString());
        }
        return FatbuildrException.unavailable(reason, cause);
    }

    private void isBack() {
        if (away.compareAndSet(true, false)) {
            LOG.info("the daemon is back");
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
            throw isAway("the daemon cannot be reached: there is no message bus on the server", failure);
        }
    }

    private RuntimeException failure(String method, BusError error) {
        return switch (error.name()) {
            case BusError.NO_REPLY, BusError.DISCONNECTED -> isAway(SILENT, error);
            case BusError.NOT_AUTHORIZED -> isAway("the daemon does not serve this server: " + error.text(), error);
            case BusError.UNKNOWN_METHOD, BusError.UNKNOWN_INTERFACE, BusError.UNKNOWN_OBJECT ->
                isAway("the daemon is of another version than this server", error);
            case BusError.INVALID_ARGS -> FatbuildrException.invalid(error.text(), error);
            case BusError.LIMITS_EXCEEDED -> FatbuildrException.external(error.text(), error);
            case BusError.FAILED -> new IllegalStateException("the daemon failed at " + method, error);
            // Of the bus and of systemd, when they cannot start it.
            default -> isAway("the daemon cannot be started: " + error.text(), error);
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
