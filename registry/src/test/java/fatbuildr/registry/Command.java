package fatbuildr.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the real tools the tests compare with. */
public final class Command {
    private Command() {}

    /** What a command printed (both streams) and its exit status. */
    public record Outcome(int status, String output) {}

    /** The output of a command that must succeed. */
    public static String run(Path directory, String... command) {
        Outcome outcome = outcome(directory, "", command);
        if (outcome.status() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " exited " + outcome.status() + ":\n" + outcome.output());
        }
        return outcome.output();
    }

    public static Outcome outcome(Path directory, String input, String... command) {
        try {
            Path in = Files.createTempFile("input", ".txt");
            Path out = Files.createTempFile("output", ".txt");
            try {
                Files.writeString(in, input);
                ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(directory.toFile());
                Map<String, String> environment = builder.environment();
                environment.put("LC_ALL", "C.UTF-8");
                environment.put("TZ", "UTC");
                builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectErrorStream(true);
                int status = builder.start().waitFor();
                return new Outcome(status, new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
