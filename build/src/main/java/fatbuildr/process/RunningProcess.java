package fatbuildr.process;

import fatbuildr.error.FatbuildrException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A started command: the leader of its own session, its output pumped by virtual threads. */
final class RunningProcess implements AutoCloseable {
    /** How long output of processes that outlive the command is waited for. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(2);

    private final Command command;
    private final Process process;
    private final ProcessTree tree;
    private final List<Thread> pumps = new ArrayList<>();
    private volatile @Nullable Throwable pumpFailure;

    /** Takes pieces of output in order; the array is reused. */
    interface Sink {
        void write(byte[] data, int length);
    }

    private RunningProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.tree = new ProcessTree(process);
    }

    static RunningProcess start(Command command, boolean merged) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        builder.redirectErrorStream(merged);
        if (command.input().isEmpty()) {
            builder.redirectInput(new File("/dev/null"));
        }
        try {
            RunningProcess running = new RunningProcess(command, builder.start());
            command.input().ifPresent(running::feed);
            return running;
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot run " + command.line() + ": " + e.getMessage(), e);
        }
    }

    void pump(Sink sink) {
        pump(process.getInputStream(), sink);
    }

    void pumpErrors(Sink sink) {
        pump(process.getErrorStream(), sink);
    }

    private void pump(InputStream from, Sink sink) {
        pumps.add(Thread.ofVirtual().name("output of " + process.pid()).start(() -> {
            byte[] buffer = new byte[ProcessRunner.CHUNK];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    sink.write(buffer, n);
                }
            } catch (IOException closed) {
                // The stream is closed under the reader when stragglers keep the pipe open: nothing is lost then.
            } catch (RuntimeException | Error e) {
                pumpFailure = e;
                tree.kill();
            }
        }));
    }

    private void feed(byte[] input) {
        Thread.ofVirtual().name("input of " + process.pid()).start(() -> {
            try (OutputStream to = process.getOutputStream()) {
                to.write(input);
            } catch (IOException e) {
                // The command need not read all of it; its exit status tells whether it was content.
            }
        });
    }

    /** Waits for the end and all output. The tree is ended first when time is over or the thread interrupted. */
    int await() throws InterruptedException {
        tree.await(command);
        awaitOutput();
        Throwable failure = pumpFailure;
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
        return process.exitValue();
    }

    private void awaitOutput() throws InterruptedException {
        Instant end = Instant.now().plus(STRAGGLERS);
        for (Thread pump : pumps) {
            Duration left = Duration.between(Instant.now(), end);
            if (!pump.join(left.isPositive() ? left : Duration.ofMillis(1))) {
                tree.kill();
                if (!pump.join(STRAGGLERS)) {
                    closeStreams();
                }
            }
        }
    }

    private void closeStreams() {
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException e) {
            // They only hold what nobody waits for any more.
        }
    }

    /** Ends whatever still runs, also children that the command left behind in its session. */
    @Override
    public void close() {
        if (process.isAlive()) {
            tree.end();
        } else {
            tree.kill();
        }
    }
}
