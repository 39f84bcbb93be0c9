package fatbuildr.engine.task;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends an interactive task that nobody is attached to any more: it would keep its worker for ever (peer-defect-4). */
final class Abandonment implements AutoCloseable {
    private final @Nullable Thread thread;

    private Abandonment(@Nullable Thread thread) {
        this.thread = thread;
    }

    static Abandonment watch(Running task, Optional<Duration> timeout) {
        Optional<TaskInput> input = task.journal().taskInput();
        if (input.isEmpty() || timeout.isEmpty()) {
            return new Abandonment(null);
        }
        return new Abandonment(Thread.ofVirtual()
                .name("attendance of " + task.row().id())
                .start(() -> watch(task, input.get(), timeout.get())));
    }

    private static void watch(Running task, TaskInput input, Duration timeout) {
        try {
            input.awaitAbandoned(timeout);
            task.endFor("nobody was attached for " + timeout.toSeconds() + " seconds ([tasks] detach_timeout)");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
