package fatbuildr.engine;

import fatbuildr.journal.ConsoleMessage;

/** A client at the terminal of an interactive task, which counts as attended while this is open. */
public interface Attachment extends AutoCloseable {
    /** Passes on what the client typed, or its window size; waits while the task has much input that it does not take. */
    void send(ConsoleMessage message) throws InterruptedException;

    @Override
    void close();
}
