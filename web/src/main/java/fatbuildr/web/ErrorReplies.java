package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import fatbuildr.web.multipart.TooLargeException;
import fatbuildr.web.page.BrokenTemplateException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into answers: the table of kinds and statuses, texts of http-api.md section 3.3. */
final class ErrorReplies {
    static final String NO_ROUTE = "The requested URL was not found on the server. If you entered the URL manually"
            + " please check your spelling and try again.";

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);

    private final RouteTable table;
    private final List<String> places;
    private final PageMaker pages;

    /** @param places directories of this machine that no answer may tell */
    ErrorReplies(RouteTable table, List<Path> places, PageMaker pages) {
        this.table = table;
        this.places = places.stream()
                .map(Path::toString)
                .filter(place -> place.length() > 1)
                .sorted((one, other) -> other.length() - one.length())
                .toList();
        this.pages = pages;
    }

    static int status(FatbuildrException.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case REFUSED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case EXTERNAL -> 502;
            case UNAVAILABLE -> 503;
        };
    }

    void register(RoutesConfig config) {
        config.exception(NotFoundResponse.class, (_, ctx) -> unmatched(ctx));
        config.exception(HttpResponseException.class, (failure, ctx) -> reply(ctx, failure.getStatus(), text(failure)));
        config.exception(Exception.class, (failure, ctx) -> failed(failure, ctx));
    }

    /** No route has this method and path. */
    private void unmatched(Context ctx) {
        Set<String> methods = table.methods(ctx, ctx.req().getRequestURI());
        if (methods.isEmpty()) {
            reply(ctx, 404, NO_ROUTE);
            return;
        }
        ctx.header("Allow", String.join(", ", methods));
        if (ctx.req().getMethod().equals("OPTIONS")) {
            ctx.status(200);
        } else {
            reply(ctx, 405, "method not allowed");
        }
    }

    private void failed(Exception failure, Context ctx) {
        if (ctx.res().isCommitted()) {
            // The client must not take what it has for the whole answer.
            LOG.debug("answer to {} broken off", ctx.path(), failure);
            ClientConnection.of(ctx).abort();
            return;
        }
        switch (failure) {
            case FatbuildrException known ->
                reply(ctx, status(known.kind()), withoutPlaces(String.valueOf(known.getMessage())));
            case BrokenTemplateException broken -> reply(ctx, 500, withoutPlaces(String.valueOf(broken.getMessage())));
            case TooLargeException tooLarge -> reply(ctx, 413, String.valueOf(tooLarge.getMessage()));
            case HttpException refused -> reply(ctx, refused.getCode(), "bad request");
            case InterruptedException _ -> reply(ctx, 503, "the server is stopping");
            case EofException _ -> ClientConnection.of(ctx).abort();
            case IOException io when isTimeout(io) -> reply(ctx, 408, "the request did not come in time");
            case FileSystemException disk when isFull(disk) -> diskFull(ctx);
            case IOException disk when isFull(disk) -> diskFull(ctx);
            default -> unexpected(failure, ctx);
        }
    }

    void unexpected(Throwable failure, Context ctx) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("error {} at {} {}", id, ctx.req().getMethod(), ctx.req().getRequestURI(), failure);
        reply(ctx, 500, "internal error, see the server's log for " + id);
    }

    private void diskFull(Context ctx) {
        LOG.error(
                "disk full while answering {} {}",
                ctx.req().getMethod(),
                ctx.req().getRequestURI());
        reply(ctx, 507, "no space left on the server");
    }

    private void reply(Context ctx, int status, String message) {
        if (status >= 400 && ctx.header("Expect") == null) {
            ClientConnection.of(ctx).drain();
        }
        switch (RouteTable.answer(ctx)) {
            case JSON -> Replies.error(ctx, status, message);
            case HTML -> {
                ctx.status(status);
                pages.error(ctx, status, message, table.instance(ctx));
            }
        }
        if (RouteTable.isUpgrade(ctx)) {
            sendBody(ctx);
        }
    }

    /** Javalin leaves out the bodies of refused WebSocket upgrades. */
    private static void sendBody(Context ctx) {
        byte[] body = String.valueOf(ctx.result()).getBytes(StandardCharsets.UTF_8);
        try {
            ctx.res().setContentLength(body.length);
            ctx.res().getOutputStream().write(body);
        } catch (IOException gone) {
            LOG.debug("nobody waits for the answer to {} any more", ctx.req().getRequestURI(), gone);
        }
    }

    private String withoutPlaces(String message) {
        String text = message;
        for (String place : places) {
            text = text.replace(place, "…");
        }
        return text;
    }

    private static String text(HttpResponseException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static boolean isTimeout(IOException failure) {
        return failure.getCause() instanceof TimeoutException;
    }

    private static boolean isFull(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("No space left");
    }
}
