package fatbuildr.daemon.bus;

import java.util.concurrent.atomic.AtomicInteger;

/** How long ago the daemon was last used over the bus, and what is being answered. */
final class Activity {
    private volatile long lastCall = System.nanoTime();
    private final AtomicInteger answering = new AtomicInteger();

    void used() {
        lastCall = System.nanoTime();
    }

    void begin() {
        answering.incrementAndGet();
    }

    void end() {
        answering.decrementAndGet();
    }

    boolean answering() {
        return answering.get() > 0;
    }

    long idleNanos() {
        return System.nanoTime() - lastCall;
    }
}
