package fatbuildr.daemon.remote;

import fatbuildr.engine.Attachment;
import fatbuildr.engine.task.EndQuestion;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.ConsoleSocket;
import fatbuildr.task.Task;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place at the terminal of a task by its console socket, which is there once the task runs. The output that comes
 * along is thrown away: it is read from the journal.
 */
final class RemoteConsole implements Attachment {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConsole.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES_OF_SILENCE = 10;

    private static final Attachment NO_INPUT = new Attachment() {
        @Override
        public void send(ConsoleMessage message) {}

        @Override
        public void close() {}
    };

    private final Path path;
    private final EndQuestion over;
    private final Thread connecting;
    private @Nullable ConsoleSocket socket;
    private boolean ended;

    private RemoteConsole(Path path, EndQuestion over) {
        this.path = path;
        this.over = over;
        this.connecting = Thread.ofVirtual().name("console " + path).unstarted(this::run);
    }

    /** @param over whether the task has ended */
    static Attachment attach(Task task, EndQuestion over) {
        if (!task.interactive() || task.state() == TaskState.FINISHED) {
            return NO_INPUT;
        }
        RemoteConsole console = new RemoteConsole(task.console(), over);
        console.connecting.start();
        return console;
    }

    private void run() {
        try {
            ConsoleSocket connected = connect();
            while (connected != null && connected.read().isPresent()) {
                LOG.trace("output of {} passed over", path);
            }
        } catch (IOException gone) {
            LOG.debug("console {} is gone: {}", path, gone.toString());
        } catch (InterruptedException left) {
            LOG.debug("the client of console {} left before the task began", path);
        } catch (FatbuildrException failure) {
            LOG.debug("console {} takes no input: {}", path, failure.getMessage());
        } finally {
            close();
        }
    }

    /** Null when the task is over before it took a client. */
    private @Nullable ConsoleSocket connect() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                ConsoleSocket fresh = ConsoleSocket.connect(path);
                if (!took(fresh)) {
                    fresh.close();
                }
                return fresh;
            } catch (IOException notThere) {
                LOG.trace("no console {} yet: {}", path, notThere.toString());
            }
            if (tries % TRIES_OF_SILENCE == 0 && over.isOver()) {
                return null;
            }
            Thread.sleep(PAUSE);
        }
    }

    private synchronized boolean took(ConsoleSocket fresh) {
        if (!ended) {
            socket = fresh;
            notifyAll();
        }
        return !ended;
    }

    @Override
    public void send(ConsoleMessage message) throws InterruptedException {
        ConsoleSocket target = awaitSocket();
        if (target == null) {
            return;
        }
        try {
            target.send(message);
        } catch (ClosedByInterruptException stopped) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while typing");
        } catch (IOException gone) {
            LOG.debug("console {} takes no input any more: {}", path, gone.toString());
        }
    }

    private synchronized @Nullable ConsoleSocket awaitSocket() throws InterruptedException {
        while (socket == null && !ended) {
            wait();
        }
        return ended ? null : socket;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            notifyAll();
            if (socket != null) {
                socket.close();
            }
        }
        connecting.interrupt();
    }
}
