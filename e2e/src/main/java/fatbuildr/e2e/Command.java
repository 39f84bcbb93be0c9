package fatbuildr.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A finished command: its exit code and everything it printed. */
public record Command(List<String> line, int exit, String output) {
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

    /** The output, or a failed test when the command failed. */
    public String succeeded() {
        if (exit != 0) {
            throw new AssertionError(String.join(" ", line) + " exited " + exit + ":\n" + output);
        }
        return output;
    }
}
