package fatbuildr.journal;

import java.util.Optional;

/** What attached clients send to the commands of an interactive task (console-journal.md section 5.2). */
public interface ConsoleInput {
    /** Waits for the next message: typed bytes, never none, or a window size. What nobody takes stays queued. */
    ConsoleMessage take() throws InterruptedException;

    /** The last window size that came, for a fresh terminal. */
    Optional<ConsoleMessage.WindowSize> size();
}
