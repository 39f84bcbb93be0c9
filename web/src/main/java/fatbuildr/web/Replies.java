package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import fatbuildr.web.file.Validators;
import io.javalin.config.Key;
import io.javalin.http.Context;
import java.io.IOException;

/** Writes answers in the forms all routes share. */
final class Replies {
    /** Whether bodies are laid out for people: {@code [web] debug}. */
    static final Key<Boolean> INDENTED = new Key<>("fatbuildr.indented");

    private Replies() {}

    static void json(Context ctx, JsonNode body) {
        ctx.contentType("application/json").result(text(ctx, body));
    }

    private static String text(Context ctx, JsonNode body) {
        boolean indented = ctx.appData(INDENTED);
        return indented ? Json.indented(body) : Json.body(body);
    }

    /** A list that may be long, as it is kept. */
    static KeptBodies.Made kept(Context ctx, JsonNode body) {
        return new KeptBodies.Made(text(ctx, body), () -> true);
    }

    static void json(Context ctx, KeptBodies.Body body) throws IOException {
        ctx.contentType("application/json").header("Cache-Control", "no-cache");
        send(ctx, body);
    }

    static void html(Context ctx, KeptBodies.Body page) throws IOException {
        htmlHeaders(ctx);
        send(ctx, page);
    }

    /** Sends the body, or word that the client has it already. */
    private static void send(Context ctx, KeptBodies.Body body) throws IOException {
        ctx.header("ETag", body.etag());
        String known = ctx.header("If-None-Match");
        if (known != null && Validators.matches(known, body.etag())) {
            ctx.res().setContentType(null);
            ctx.status(304);
            return;
        }
        ctx.res().setContentLengthLong(body.length());
        if (!ctx.req().getMethod().equals("HEAD")) {
            body.writeTo(ctx.res().getOutputStream());
        }
    }

    static void error(Context ctx, int status, String message) {
        ctx.status(status);
        json(ctx, Json.object().put("error", message));
    }

    static void html(Context ctx, String page) {
        htmlHeaders(ctx);
        ctx.result(page);
    }

    /** Our pages use our own files only, nothing written into them, so that nothing shown on them can run. */
    static void htmlHeaders(Context ctx) {
        ctx.contentType("text/html; charset=utf-8");
        ctx.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        ctx.header("Referrer-Policy", "same-origin");
        ctx.header("Cache-Control", "no-cache");
    }

    /** Whether a browser sent the form: the answer is a page then, that of a failure too. */
    static boolean toBrowser(Context ctx) {
        String accept = ctx.header("Accept");
        boolean browser = accept != null && accept.contains("text/html");
        if (browser) {
            RouteTable.answer(ctx, Answer.HTML);
        }
        return browser;
    }

    /** @param address of a page, as seen from the request's */
    static void seeOther(Context ctx, String address) {
        ctx.header("Location", address);
        ctx.status(303);
    }

    static void submitted(Context ctx, TaskId task) {
        json(ctx, TaskJson.submitted(task));
    }
}
