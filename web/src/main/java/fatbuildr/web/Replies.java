package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import io.javalin.config.Key;
import io.javalin.http.Context;

/** Writes answers in the forms all routes share. */
final class Replies {
    /** Whether bodies are laid out for people: {@code [web] debug}. */
    static final Key<Boolean> INDENTED = new Key<>("fatbuildr.indented");

    private Replies() {}

    static void json(Context ctx, JsonNode body) {
        boolean indented = ctx.appData(INDENTED);
        ctx.contentType("application/json").result(indented ? Json.indented(body) : Json.body(body));
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

    static void submitted(Context ctx, TaskId task) {
        json(ctx, TaskJson.submitted(task));
    }
}
