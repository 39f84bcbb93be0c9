package fatbuildr.cli.program;

import fatbuildr.cli.client.Failure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program with its arguments, run to its end in a directory; what it prints is given back.
 *
 * @param environment variables added to those of this process
 */
public record Program(List<String> command, Path directory, Map<String, String> environment) {
    private static final int SHOWN_LINES = 8;
    private static final Set<String> KEPT = Set.of("GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_PAGER");

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Program of(Path directory, String... command) {
        return new Program(Arrays.asList(command), directory, Map.of());
    }

    public Program with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Program(command, directory, more);
    }

    /** With those of the user that do not change what our commands mean. */
    public Program inheriting(Map<String, String> variables) {
        Map<String, String> more = new TreeMap<>(variables);
        more.keySet().removeIf(Program::misleading);
        more.putAll(environment);
        return new Program(command, directory, more);
    }

    public Program and(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return new Program(all, directory, environment);
    }

    /** What a program left. */
    public static final class Result {
        private final int code;
        private final byte[] output;
        private final String messages;

        Result(int code, byte[] output, String messages) {
            this.code = code;
            this.output = output;
            this.messages = messages;
        }

        public int code() {
            return code;
        }

        public byte[] output() {
            return output.clone();
        }

        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** The first lines of what it says on both streams, in one line. */
        public String reason() {
            return (messages + "\n" + text())
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .limit(SHOWN_LINES)
                    .reduce((left, right) -> left + "; " + right)
                    .orElse("exit code " + code);
        }
    }

    /** Fails only when the program cannot be started. */
    public Result run(byte[] input) {
        try {
            Process process = builder().start();
            List<byte[]> messages = new ArrayList<>();
            Thread errors = Thread.ofVirtual().start(() -> messages.add(read(process.getErrorStream())));
            Thread feed = Thread.ofVirtual().start(() -> feed(process.getOutputStream(), input));
            byte[] output = read(process.getInputStream());
            int code = process.waitFor();
            errors.join();
            feed.join();
            return new Result(code, output, new String(messages.getFirst(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw missing(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    public Result run() {
        return run(new byte[0]);
    }

    /** Writes what it prints into a file, and gives the rest back. */
    public Result runInto(Path file) {
        try {
            Process process = builder()
                    .redirectOutput(file.toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            String messages = new String(read(process.getErrorStream()), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), new byte[0], messages);
        } catch (IOException e) {
            throw missing(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    /** Fails with that beginning of the message when the exit code is not 0. */
    public Result succeed(String failed, byte[] input) {
        Result result = run(input);
        if (result.code() != 0) {
            throw Failure.runtime(failed + ": " + result.reason());
        }
        return result;
    }

    public Result succeed(String failed) {
        return succeed(failed, new byte[0]);
    }

    /** On the streams of this process, for programs that talk with the user; answers the exit code. */
    public int interact() {
        try {
            return builder().inheritIO().start().waitFor();
        } catch (IOException e) {
            throw missing(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(Program::misleading);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Another repository or identity of the caller's is not meant here, nor are options for every tar. */
    private static boolean misleading(String variable) {
        return (variable.startsWith("GIT_") && !KEPT.contains(variable)) || variable.equals("TAR_OPTIONS");
    }

    private Failure missing(IOException e) {
        return Failure.runtime("unable to run " + command.getFirst() + ": " + e.getMessage(), e)
                .hint("is " + command.getFirst() + " installed?");
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static void feed(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // A program need not read everything.
        }
    }
}
