package fatbuildr.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A finished command: its exit code and everything it printed. */
public record Command(List<String> line, int exit, String output) {
    static final Pattern TASK = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public static Command run(Path directory, String... line) {
        return run(directory, List.of(line));
    }

    public static Command run(Path directory, List<String> line) {
        return runWith(directory, "", line);
    }

    /** @param input text for the command's standard input, at most what a pipe holds */
    public static Command runWith(Path directory, String input, List<String> line) {
        return runWith(directory, input, Map.of(), line);
    }

    /** @param environment variables besides those of this process */
    public static Command runWith(Path directory, String input, Map<String, String> environment, List<String> line) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(line + " did not end, it printed: " + output);
            }
            return new Command(line, process.exitValue(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The id of the task that the command, which succeeded, told of first. */
    public String task() {
        Matcher id = TASK.matcher(succeeded());
        if (!id.find()) {
            throw new AssertionError(String.join(" ", line) + " told of no task:\n" + output);
        }
        return id.group();
    }

    /** The output, or a failed test when the command failed. */
    public String succeeded() {
        if (exit != 0) {
            throw new AssertionError(String.join(" ", line) + " exited " + exit + ":\n" + output);
        }
        return output;
    }
}
