package fatbuildr.web;

import fatbuildr.web.metrics.Metrics;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns away what no route is to see: methods and paths nothing of ours has, and everything once draining. */
final class FrontDoor extends Handler.Wrapper {
    static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE");

    private final Draining draining;
    private final Metrics metrics;

    FrontDoor(Draining draining, Metrics metrics) {
        this.draining = draining;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestFigures.begin(request, response, metrics);
        request.addHttpStreamWrapper(HeaderSpelling::new);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (draining.hasBegun()
                && !HealthRoutes.LIVE.equals(request.getHttpURI().getPath())) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            return refuse(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "the server is stopping");
        }
        if (!METHODS.contains(request.getMethod())) {
            return refuse(request, response, callback, HttpStatus.NOT_IMPLEMENTED_501, "unknown method");
        }
        if (RequestPath.parse(request.getHttpURI().getPath()).isEmpty()) {
            return refuse(request, response, callback, HttpStatus.NOT_FOUND_404, FileRoutes.MISSING);
        }
        return super.handle(request, response, callback);
    }

    private static boolean refuse(Request request, Response response, Callback callback, int status, String message) {
        PlainErrors.write(request, response, callback, status, message);
        return true;
    }
}
