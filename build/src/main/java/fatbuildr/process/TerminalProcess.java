package fatbuildr.process;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleInput;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of an interactive task on a fresh terminal, which it controls (console-journal.md section 3.2). The
 * threads at the terminal are platform threads: they wait in the C library.
 */
final class TerminalProcess implements AutoCloseable {
    /** Largest piece of output in one message. */
    private static final int CHUNK = 1024;

    private static final int LOOK = 100;
    private static final Duration STRAGGLERS = Duration.ofSeconds(2);
    private static final String TERM = "xterm-color";

    /**
     * The leader of a session gets the first terminal that it opens as its controlling one. Java must not open it: the
     * daemon may be the leader of a session without terminal itself.
     */
    private static final String ON_TERMINAL = "terminal=$1; shift; exec \"$@\" <>\"$terminal\" >&0 2>&0";

    /** A daemon that a script put into the background ignores these, and so would all it starts. */
    private static final List<String> SIGNALS = List.of("env", "--default-signal=INT,QUIT,HUP,PIPE");

    private final Command command;
    private final PseudoTerminal terminal;
    private final Process process;
    private final ProcessTree tree;
    private final Thread output;
    private final Thread typing;
    private volatile boolean over;
    private volatile @Nullable Throwable outputFailure;

    private TerminalProcess(
            Command command, PseudoTerminal terminal, Process process, Journal journal, ConsoleInput input) {
        this.command = command;
        this.terminal = terminal;
        this.process = process;
        this.tree = new ProcessTree(process);
        this.output = Thread.ofPlatform().daemon().name("terminal output").unstarted(() -> pump(journal));
        this.typing = Thread.ofPlatform().daemon().name("terminal input").unstarted(() -> type(input));
    }

    static TerminalProcess start(Command command, Journal journal, ConsoleInput input) {
        try {
            PseudoTerminal terminal = PseudoTerminal.open();
            try {
                input.size().ifPresent(size -> resize(terminal, size));
                TerminalProcess started =
                        new TerminalProcess(command, terminal, process(command, terminal), journal, input);
                started.output.start();
                started.typing.start();
                return started;
            } catch (IOException | RuntimeException failure) {
                terminal.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "Cannot run " + command.line() + " on a terminal: " + failure.getMessage(), failure);
        }
    }

    private static Process process(Command command, PseudoTerminal terminal) throws IOException {
        List<String> words = new ArrayList<>(SIGNALS);
        words.addAll(List.of("setsid", "sh", "-c", ON_TERMINAL, "sh", terminal.path()));
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().put("TERM", TERM);
        builder.environment().putAll(command.environment());
        command.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        return builder.redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void pump(Journal journal) {
        byte[] piece = new byte[CHUNK];
        try {
            int count = terminal.read(piece, LOOK);
            while (count > 0 || (count == 0 && !over)) {
                if (count > 0) {
                    journal.output(piece, count);
                }
                count = terminal.read(piece, LOOK);
            }
        } catch (IOException | RuntimeException | Error failure) {
            outputFailure = failure;
            tree.kill();
        }
    }

    private void type(ConsoleInput input) {
        try {
            while (!over) {
                switch (input.take()) {
                    case ConsoleMessage.Bytes bytes -> write(bytes.data());
                    case ConsoleMessage.WindowSize size -> resize(terminal, size);
                    case ConsoleMessage.Log _, ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _ -> {}
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // Nobody is left who could read it; what is typed from now on waits for the next command.
        }
    }

    private void write(byte[] bytes) throws IOException, InterruptedException {
        int done = 0;
        while (done < bytes.length && !over) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            done += terminal.write(bytes, done, LOOK);
        }
    }

    private static void resize(PseudoTerminal terminal, ConsoleMessage.WindowSize size) {
        try {
            terminal.resize(size.rows(), size.columns());
        } catch (IOException refused) {
            // A wrong size only makes lines break at a wrong place.
        }
    }

    /** Waits for the end and all output; the same promises as for commands without terminal. */
    int await() throws InterruptedException {
        tree.await(command);
        awaitOutput();
        Throwable failure = outputFailure;
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null -> {}
            default -> throw FatbuildrException.external("Terminal of " + command.line() + ": " + failure, failure);
        }
        return process.exitValue();
    }

    private void awaitOutput() throws InterruptedException {
        try {
            terminal.release();
        } catch (IOException e) {
            over = true;
        }
        if (!output.join(STRAGGLERS)) {
            tree.kill();
            output.join(STRAGGLERS);
        }
    }

    /** Ends whatever still runs; nothing is written to the journal or taken from the input when this returns. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        if (process.isAlive()) {
            tree.end();
        } else {
            tree.kill();
        }
        over = true;
        typing.interrupt();
        interrupted |= join(typing);
        interrupted |= join(output);
        try {
            terminal.close();
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot close the terminal of " + command.line() + ": " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** True when the calling thread was interrupted meanwhile. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
