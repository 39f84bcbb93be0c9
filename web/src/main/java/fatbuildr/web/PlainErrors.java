package fatbuildr.web;

import fatbuildr.api.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that happen before any route is reached: malformed requests, and what the front door refuses. */
final class PlainErrors extends ErrorHandler {
    PlainErrors() {
        setShowStacks(false);
        setShowCauses(false);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        if (climbsOut(cause)) {
            write(request, response, callback, HttpStatus.NOT_FOUND_404, FileRoutes.MISSING);
        } else {
            write(request, response, callback, code, text(code));
        }
    }

    /** A path with more steps upwards than it has names, which Jetty reads no further (http-api.md section 9.3). */
    private static boolean climbsOut(@Nullable Throwable cause) {
        return cause != null
                && cause.getCause() instanceof IllegalArgumentException reason
                && "Bad URI".equals(reason.getMessage());
    }

    private static String text(int code) {
        if (code == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
            return "unknown HTTP version";
        }
        return code >= 500 ? "internal error" : "bad request";
    }

    static void write(Request request, Response response, Callback callback, int status, String message) {
        byte[] body = Json.body(Json.object().put("error", message)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(
                true, request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    }
}
