package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.task.Task;
import fatbuildr.web.page.Layout;
import fatbuildr.web.page.TaskPage;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** A task's output as it comes, for programs and for people (http-api.md sections 7.3 and 7.4). */
final class WatchRoutes {
    private final String version;

    WatchRoutes(String version) {
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                Route.json("/watch/{task}.journal", Action.VIEW_TASK, WatchRoutes::journal),
                Route.instance(HandlerType.GET, "/watch/{task}.html", Action.VIEW_TASK, Answer.HTML, this::page));
    }

    private static void journal(Context ctx, InstanceService instance) throws IOException, InterruptedException {
        Task task = instance.task(TaskRoutes.id(ctx));
        ctx.contentType("application/octet-stream");
        stream(ctx, instance, task, MessageEncoder::encode);
    }

    private void page(Context ctx, InstanceService instance) throws IOException, InterruptedException {
        Task task = instance.task(TaskRoutes.id(ctx));
        Replies.htmlHeaders(ctx);
        TaskPage page = new TaskPage(
                new Layout(version, ctx.path()), instance.definition().id(), task);
        if (begin(ctx)) {
            write(ctx, page.head());
            stream(ctx, instance, task, message -> page.message(message).getBytes(StandardCharsets.UTF_8));
            write(ctx, page.foot());
        }
    }

    /** Headers go out before the first message comes; false for a request that wants no more than them. */
    private static boolean begin(Context ctx) throws IOException {
        if (!ctx.res().isCommitted()) {
            ctx.header("X-Accel-Buffering", "no");
            ctx.header("Cache-Control", "no-cache");
            ctx.header("Connection", "close");
            if (ctx.protocol().equals("HTTP/1.1")) {
                // Asked for by name: before a close Jetty would mark the end by the close alone, like a failure.
                ctx.header("Transfer-Encoding", "chunked");
            }
            ctx.res().flushBuffer();
        }
        return !ctx.req().getMethod().equals("HEAD");
    }

    /** Messages are flushed one by one; a client that goes away or stops reading ends the watch, and only that. */
    private static void stream(Context ctx, InstanceService instance, Task task, Function<ConsoleMessage, byte[]> form)
            throws IOException, InterruptedException {
        if (!begin(ctx)) {
            return;
        }
        OutputStream output = ctx.res().getOutputStream();
        try (ClientConnection.Watch _ = ClientConnection.of(ctx).interruptWhenGone()) {
            instance.watch(task.id(), message -> {
                try {
                    output.write(form.apply(message));
                    output.flush();
                    return true;
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void write(Context ctx, String text) throws IOException {
        OutputStream output = ctx.res().getOutputStream();
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}
