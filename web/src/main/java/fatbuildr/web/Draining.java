package fatbuildr.web;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the server is about to stop and takes no more requests. */
final class Draining {
    private final AtomicBoolean begun = new AtomicBoolean();

    void begin() {
        begun.set(true);
    }

    boolean hasBegun() {
        return begun.get();
    }
}
