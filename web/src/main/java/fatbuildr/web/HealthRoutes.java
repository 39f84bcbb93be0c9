package fatbuildr.web;

import fatbuildr.api.Json;
import fatbuildr.engine.Engine;
import fatbuildr.error.FatbuildrException;
import fatbuildr.error.FatbuildrException.Kind;
import fatbuildr.web.metrics.Metrics;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the server is: for service managers, load balancers and monitoring. */
final class HealthRoutes {
    /** Answered while the server stops, too: it is not dead. */
    static final String LIVE = "/health/live";

    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final int PATIENCE_SECONDS = 2;

    private final Engine engine;
    private final Metrics metrics;
    private CompletableFuture<Void> question = CompletableFuture.completedFuture(null);

    HealthRoutes(Engine engine, Metrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, LIVE, Answer.JSON, ctx -> status(ctx, "live")),
                Route.global(HandlerType.GET, "/health/ready", Answer.JSON, this::ready),
                new Route(
                        HandlerType.GET,
                        "/metrics",
                        false,
                        Action.VIEW_METRICS,
                        Answer.JSON,
                        (ctx, _) -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                                .header("Cache-Control", "no-store")
                                .result(metrics.text())));
    }

    private void ready(Context ctx) throws InterruptedException {
        Optional<String> reason = reason();
        if (reason.isEmpty()) {
            status(ctx, "ready");
        } else {
            ctx.header("Cache-Control", "no-store").header("Retry-After", "5");
            Replies.error(ctx, 503, reason.get());
        }
    }

    private static void status(Context ctx, String status) {
        ctx.header("Cache-Control", "no-store");
        Replies.json(ctx, Json.object().put("status", status));
    }

    private Optional<String> reason() throws InterruptedException {
        try {
            question().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (TimeoutException slow) {
            return Optional.of("the store does not answer in time");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof FatbuildrException known && known.kind() == Kind.UNAVAILABLE) {
                return Optional.of(String.valueOf(known.getMessage()));
            }
            LOG.error("the store does not answer: {}", String.valueOf(failure.getCause()));
            return Optional.of("the store does not answer");
        }
    }

    /** One store serves all instances. Nobody asks it a second time before it has answered, however many ask here. */
    private synchronized CompletableFuture<Void> question() {
        if (question.isDone()) {
            question = CompletableFuture.runAsync(
                    () -> engine.instances().stream()
                            .findFirst()
                            .ifPresent(instance -> LOG.trace("{}", instance.history(1))),
                    work -> Thread.ofVirtual().name("health").start(work));
        }
        return question;
    }
}
