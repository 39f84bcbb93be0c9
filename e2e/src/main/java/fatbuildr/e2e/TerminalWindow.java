package fatbuildr.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A real terminal with a shell in it, driven by tmux: what a person types, and what it shows. */
public final class TerminalWindow implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final String socket;

    private TerminalWindow(Path directory, String name) {
        this.directory = directory;
        this.socket = directory.resolve("tmux-" + name).toString();
    }

    /** A window of that size in the directory. */
    public static TerminalWindow open(Path directory, String name, int columns, int rows) {
        TerminalWindow window = new TerminalWindow(directory, name);
        window.tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "env PS1='here> ' bash --norc");
        window.tmux("set-option", "-g", "history-limit", "20000");
        window.await("here>");
        return window;
    }

    private String tmux(String... arguments) {
        List<String> line = new ArrayList<>(List.of("tmux", "-S", socket));
        line.addAll(List.of(arguments));
        return Command.run(directory, line).succeeded();
    }

    /** Types a line and Enter. */
    public TerminalWindow line(String text) {
        return text(text).key("Enter");
    }

    public TerminalWindow text(String text) {
        tmux("send-keys", "-l", "--", text);
        return this;
    }

    /** A key by tmux's name, such as {@code C-c}. */
    public TerminalWindow key(String name) {
        tmux("send-keys", name);
        return this;
    }

    public TerminalWindow resize(int columns, int rows) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
        return this;
    }

    /** Everything shown since the window was opened or cleared. */
    public String screen() {
        return tmux("capture-pane", "-p", "-J", "-S", "-");
    }

    public TerminalWindow clear() {
        tmux("send-keys", "-R", "");
        tmux("clear-history");
        return this;
    }

    /** Waits until the text is shown and answers the screen. */
    public String await(String text) {
        Instant end = Instant.now().plus(PATIENCE);
        String shown = screen();
        while (!shown.contains(text)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the terminal does not show \"" + text + "\" but:\n" + shown);
            }
            pause();
            shown = screen();
        }
        return shown;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The terminal is gone, as when its window is closed. */
    @Override
    public void close() {
        Command.run(directory, List.of("tmux", "-S", socket, "kill-server"));
    }
}
