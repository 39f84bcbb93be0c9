package fatbuildr.web;

import fatbuildr.api.Json;
import fatbuildr.engine.InstanceService;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Tokens over HTTP: whoever has one that is still valid may get the next, for the same name only. */
final class TokenRoutes {
    private TokenRoutes() {}

    static List<Route> routes() {
        return List.of(Route.post("/tokens", Action.MANAGE_TOKEN, TokenRoutes::generate));
    }

    private static void generate(Context ctx, InstanceService instance) throws IOException {
        String user = Access.named(ctx, Action.MANAGE_TOKEN);
        RequestBody.json(ctx);
        ctx.header("Cache-Control", "no-store");
        Replies.json(ctx, Json.object().put("token", instance.tokens().generate(user)));
    }
}
