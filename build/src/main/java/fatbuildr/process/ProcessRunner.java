package fatbuildr.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleInput;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import fatbuildr.journal.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs external programs, each in a session of its own so that it can be ended with all its children. When the
 * calling thread is interrupted, or the command's time is over, no process of it is left.
 */
public final class ProcessRunner {
    /** Largest piece of output in one journal message. */
    static final int CHUNK = 2048;

    private static final int CAPTURE_LIMIT = 16 << 20;

    /** Runs a command with all its output in the journal; fails unless it exits with 0. */
    public void run(Command command, Journal journal) throws InterruptedException {
        int status = status(command, journal);
        if (status != 0) {
            throw failure(command, status, "");
        }
    }

    /**
     * Runs a command with all its output in the journal and answers its exit status. In an interactive task it has a
     * terminal; one that is given its input has not.
     */
    public int status(Command command, Journal journal) throws InterruptedException {
        journal.write(new ConsoleMessage.Log(LogLevel.DEBUG, "Running " + command.line()));
        Optional<ConsoleInput> input = journal.input();
        if (input.isPresent() && command.input().isEmpty()) {
            return onTerminal(command, journal, input.get());
        }
        try (RunningProcess process = RunningProcess.start(checked(command), true)) {
            process.pump(journal::output);
            return process.await();
        }
    }

    private static int onTerminal(Command command, Journal journal, ConsoleInput input) throws InterruptedException {
        checked(command);
        journal.write(new ConsoleMessage.RawEnable());
        try (TerminalProcess process = TerminalProcess.start(command, journal, input)) {
            return process.await();
        } finally {
            journal.write(new ConsoleMessage.RawDisable());
        }
    }

    /** Runs a command and answers its standard output, at most 16 MiB; fails unless it exits with 0. */
    public String capture(Command command) throws InterruptedException {
        Output output = output(command, CAPTURE_LIMIT);
        if (output.status() != 0) {
            throw failure(command, output.status(), output.errors());
        }
        return output.text();
    }

    /** Runs a command and answers its exit status and output; more than {@code limit} bytes are a failure. */
    public Output output(Command command, int limit) throws InterruptedException {
        Collected out = new Collected(limit);
        Collected errors = new Collected(CAPTURE_LIMIT);
        try (RunningProcess process = RunningProcess.start(checked(command), false)) {
            process.pump(out);
            process.pumpErrors(errors);
            int status = process.await();
            return new Output(status, out.text(), errors.text());
        } catch (Collected.TooMuch tooMuch) {
            throw FatbuildrException.external(
                    "Command " + command.line() + " wrote more than " + tooMuch.limit() + " bytes");
        }
    }

    /** What a captured command left. */
    public record Output(int status, String text, String errors) {}

    /** The failure of a command, with its full line and what its status means. */
    public static FatbuildrException failure(Command command, int status, String errors) {
        String detail = errors.isBlank() ? "" : ": " + lastLines(errors.strip());
        return FatbuildrException.external("Command " + command.line() + " " + meaning(status) + detail);
    }

    private static String meaning(int status) {
        if (status == 126 || status == 127) {
            return "failed with exit code " + status
                    + (status == 127 ? " (program not found)" : " (program cannot be executed)");
        }
        if (status > 128 && status < 128 + 65) {
            return "failed with exit code " + status + " (ended by signal " + (status - 128) + ")";
        }
        return "failed with exit code " + status;
    }

    private static String lastLines(String text) {
        return text.length() <= 2000 ? text : "…" + text.substring(text.length() - 2000);
    }

    /** Finds what {@code execve} would only tell by an exit status. */
    private static Command checked(Command command) {
        command.directory().filter(directory -> !Files.isDirectory(directory)).ifPresent(directory -> {
            throw FatbuildrException.external("Cannot run " + command.line() + ": there is no directory " + directory);
        });
        String program = command.words().getFirst();
        boolean found =
                program.contains("/") ? Files.isExecutable(absolute(command, program)) : onPath(command, program);
        if (!found) {
            throw FatbuildrException.external(
                    "Cannot run " + command.line() + ": program " + program + " not found; is it installed?");
        }
        return command;
    }

    private static Path absolute(Command command, String program) {
        return command.directory().orElse(Path.of("/")).resolve(program);
    }

    private static boolean onPath(Command command, String program) {
        for (String directory : command.environment().getOrDefault("PATH", "").split(":", -1)) {
            Path candidate = Path.of(directory).resolve(program);
            if (!directory.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return true;
            }
        }
        return false;
    }

    /** Output kept in memory up to a limit. */
    private static final class Collected implements RunningProcess.Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;

        Collected(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void write(byte[] data, int length) {
            if (bytes.size() + length > limit) {
                throw new TooMuch(limit);
            }
            bytes.write(data, 0, length);
        }

        synchronized String text() {
            return bytes.toString(UTF_8);
        }

        static final class TooMuch extends RuntimeException {
            private static final long serialVersionUID = 1L;
            private final int limit;

            TooMuch(int limit) {
                super("more than " + limit + " bytes");
                this.limit = limit;
            }

            int limit() {
                return limit;
            }
        }
    }
}
