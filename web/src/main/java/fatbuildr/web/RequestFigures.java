package fatbuildr.web;

import fatbuildr.web.metrics.Metrics;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Tells the figures of each request, once its answer has gone. */
final class RequestFigures {
    private static final String ROUTE = "fatbuildr.route";
    private static final String NONE = "none";

    private RequestFigures() {}

    static void begin(Request request, Response response, Metrics metrics) {
        AtomicReference<String> route = new AtomicReference<>(NONE);
        request.setAttribute(ROUTE, route);
        String method = FrontDoor.METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        Request.addCompletionListener(
                request,
                _ -> metrics.request(
                        route.get(),
                        method,
                        response.getStatus(),
                        Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime())));
    }

    /** The request is one for this route. */
    static void route(Context ctx, String pattern) {
        AtomicReference<String> route = ctx.attribute(ROUTE);
        if (route != null) {
            route.set(pattern);
        }
    }
}
