package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.web.page.HtmlOutput;
import fatbuildr.web.page.Page;
import fatbuildr.web.page.TaskViews;
import fatbuildr.web.page.TextOutput;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** A task's output as it comes, for programs and for people (http-api.md sections 7.3 and 7.4). */
final class WatchRoutes {
    private final PageMaker pages;
    private final Departures departures = new Departures();

    WatchRoutes(PageMaker pages) {
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                Route.json("/watch/{task}.journal", Action.VIEW_TASK, this::journal),
                Route.json("/watch/{task}.txt", Action.VIEW_TASK, this::text),
                Route.page("/watch/{task}.html", Action.VIEW_TASK, this::page));
    }

    private void journal(Context ctx, InstanceService instance) throws IOException, InterruptedException {
        TaskId task = TaskRoutes.id(ctx);
        instance.requireTask(task);
        ctx.contentType("application/octet-stream");
        stream(ctx, instance, task, message -> MessageEncoder.encode(message.message()));
    }

    private void text(Context ctx, InstanceService instance) throws IOException, InterruptedException {
        TaskId task = TaskRoutes.id(ctx);
        instance.requireTask(task);
        ctx.contentType("text/plain; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=" + task + ".txt");
        TextOutput output = new TextOutput();
        if (begin(ctx)) {
            stream(ctx, instance, task, message -> utf8(output.message(message.message())));
            write(ctx, output.end());
        }
    }

    private void page(Context ctx, InstanceService instance) throws IOException, InterruptedException {
        Task task = instance.task(TaskRoutes.id(ctx));
        String head = page(ctx, instance, task, false).split().before();
        Replies.htmlHeaders(ctx);
        HtmlOutput output = new HtmlOutput();
        if (begin(ctx)) {
            write(ctx, head);
            stream(ctx, instance, task.id(), message -> utf8(output.message(message)));
            write(ctx, output.end());
            write(ctx, page(ctx, instance, now(instance, task), true).split().after());
        }
    }

    /** The task as it stands now, or stood before a purge. */
    private static Task now(InstanceService instance, Task task) {
        try {
            return instance.task(task.id());
        } catch (FatbuildrException purged) {
            return task;
        }
    }

    /** @param ended whether all output was shown: the page's end tells how the task stands then */
    private Page page(Context ctx, InstanceService instance, Task task, boolean ended) {
        return pages.page(ctx, "watch", instance)
                .step("task " + task.id(), null)
                .put("task", TaskViews.of(task))
                .put("ended", ended);
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

    /** What came meanwhile is sent at once; a client that goes away or stops reading ends the watch, and only that. */
    private void stream(Context ctx, InstanceService instance, TaskId task, Function<TimedMessage, byte[]> form)
            throws IOException, InterruptedException {
        if (!begin(ctx)) {
            return;
        }
        ClientConnection client = ClientConnection.of(ctx);
        try (Departures.Watch _ = departures.interruptWhenGone(client)) {
            instance.watch(task, messages -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                messages.forEach(message -> bytes.writeBytes(form.apply(message)));
                try {
                    client.send(bytes.toByteArray());
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
        ClientConnection.of(ctx).send(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
