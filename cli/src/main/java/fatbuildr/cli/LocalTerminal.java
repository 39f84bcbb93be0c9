package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.journal.ConsoleMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terminal on standard input: its mode and its size, by way of {@code stty}. */
final class LocalTerminal {
    private final String saved;
    private boolean raw;
    private boolean closed;

    private LocalTerminal(String saved) {
        this.saved = saved;
    }

    /** Remembers the mode that {@link #restore} brings back. */
    static LocalTerminal open() {
        return new LocalTerminal(stty("-g")
                .orElseThrow(() -> Failure.runtime("the mode of the terminal cannot be read: stty -g failed")
                        .hint("is stty of coreutils installed?")));
    }

    /** Every key goes to who reads, nothing is echoed, Ctrl-C is a key like others. */
    synchronized void raw() {
        if (!raw && !closed) {
            raw = true;
            stty("raw", "-echo");
        }
    }

    synchronized void restore() {
        if (raw) {
            stty(saved);
            raw = false;
        }
    }

    /** Restores for good, at whatever end of the program. */
    synchronized void close() {
        closed = true;
        restore();
    }

    /** Empty when the terminal does not tell. */
    static Optional<ConsoleMessage.WindowSize> size() {
        return stty("size").map(text -> text.split(" ", -1)).flatMap(words -> {
            try {
                return Optional.of(
                        new ConsoleMessage.WindowSize(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> stty(String... arguments) {
        List<String> words = new ArrayList<>(List.of("stty"));
        words.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException failure) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
