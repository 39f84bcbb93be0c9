package fatbuildr.web.metrics;

import fatbuildr.engine.InstanceService;
import fatbuildr.engine.TaskObserver;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one server. What counts them is made beside the first thing to count, so that neither the start nor the
 * first request waits for it; what happens meanwhile is counted once it is there.
 */
public final class Metrics implements TaskObserver {
    private @Nullable CompletableFuture<Meters> meters;

    @Override
    public void ended(String instance, TaskSpec spec, TaskResult result, Optional<Duration> run) {
        later(made -> made.task(instance, spec.typeName(), result, run));
    }

    @Override
    public void published(String instance, String format, Duration time) {
        later(made -> made.publication(instance, format, time));
    }

    /** @param route pattern of the path, never the path itself: there are too many of them */
    public void request(String route, String method, int status, Duration time) {
        later(made -> made.request(route, method, status, time));
    }

    /** All figures as text. */
    public String text(List<InstanceService> instances) {
        return meters().thenApply(made -> made.text(instances)).join();
    }

    private void later(Consumer<Meters> count) {
        CompletableFuture<Void> counted = meters().thenAccept(count);
        assert counted != null;
    }

    private synchronized CompletableFuture<Meters> meters() {
        CompletableFuture<Meters> begun = meters;
        if (begun == null) {
            begun = CompletableFuture.supplyAsync(
                    Meters::new, work -> Thread.ofVirtual().name("metrics").start(work));
            meters = begun;
        }
        return begun;
    }
}
