package fatbuildr.cli.bus;

import fatbuildr.cli.client.Failure;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageReader;
import fatbuildr.journal.SocketPath;
import fatbuildr.task.Task;
import fatbuildr.task.TaskState;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Follows a task through the files it shares (console-journal.md section 6): the console socket while it runs, else the
 * journal. The socket replays the journal, so when it cannot be used or breaks off the journal goes on where it ended.
 */
final class TaskOutput {
    private static final long PAUSE_MILLIS = 100;

    private final Supplier<Task> state;
    private final Consumer<ConsoleMessage> consumer;
    private long shown;

    /** @param state asks the daemon for the task */
    TaskOutput(Supplier<Task> state, Consumer<ConsoleMessage> consumer) {
        this.state = state;
        this.consumer = consumer;
    }

    /** @return false when the output broke off before the end record */
    boolean follow() {
        Task task = state.get();
        if (task.state() == TaskState.RUNNING && console(task)) {
            return true;
        }
        return journal();
    }

    private boolean console(Task task) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            new SocketPath(task.console()).use(channel::connect);
            return new Stream(new MessageReader(Channels.newInputStream(channel))).show();
        } catch (IOException unusable) {
            return false;
        }
    }

    private boolean journal() {
        while (true) {
            Task task = state.get();
            if (Files.exists(task.journal())) {
                return journal(task);
            }
            if (task.state() == TaskState.FINISHED) {
                return false;
            }
            pause();
        }
    }

    /** Looks whether the task is over before reading on: what it wrote until then is not missed. */
    private boolean journal(Task task) {
        try (MessageReader reader =
                new MessageReader(new FileInputStream(task.journal().toFile()))) {
            Stream stream = new Stream(reader);
            while (true) {
                boolean finished = state.get().state() == TaskState.FINISHED;
                if (stream.show()) {
                    return true;
                }
                if (finished) {
                    return false;
                }
                pause();
            }
        } catch (IOException unreadable) {
            throw Failure.runtime(
                            "unable to read the output " + task.journal() + ": " + unreadable.getMessage(), unreadable)
                    .hint("the output of tasks is for those who may read the workspaces of the daemon");
        }
    }

    /** The messages of a task from the first one on; those that another stream gave already are passed over. */
    private final class Stream {
        private final MessageReader reader;
        private long position;

        Stream(MessageReader reader) {
            this.reader = reader;
        }

        /** Shows what there is up to the end of the stream; true when the end record was among it. */
        boolean show() throws IOException {
            for (Optional<ConsoleMessage> next = reader.read(); next.isPresent(); next = reader.read()) {
                position++;
                if (position > shown) {
                    shown = position;
                    consumer.accept(next.get());
                }
                if (next.get().isEnd()) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while following a task", stopped);
        }
    }
}
