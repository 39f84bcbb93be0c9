package fatbuildr.web.metrics;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters that are made beside the first thing to count, so that neither the start nor the first request waits for them;
 * what happens meanwhile is counted once they are there.
 */
final class Deferred<M> {
    private final Supplier<M> maker;
    private @Nullable CompletableFuture<M> meters;

    Deferred(Supplier<M> maker) {
        this.maker = maker;
    }

    void tell(Consumer<M> count) {
        CompletableFuture<Void> counted = meters().thenAccept(count);
        assert counted != null;
    }

    String ask(Function<M, String> question) {
        return meters().thenApply(question).join();
    }

    private synchronized CompletableFuture<M> meters() {
        CompletableFuture<M> begun = meters;
        if (begun == null) {
            begun = CompletableFuture.supplyAsync(
                    maker, work -> Thread.ofVirtual().name("metrics").start(work));
            meters = begun;
        }
        return begun;
    }
}
