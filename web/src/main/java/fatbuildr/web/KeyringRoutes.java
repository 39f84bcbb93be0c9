package fatbuildr.web;

import fatbuildr.api.ApiJson;
import fatbuildr.api.JsonFields;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskSpec;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** The keyring: its public key (http-api.md section 7.5), its facts, its creation and renewal. */
final class KeyringRoutes {
    private KeyringRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.json("/keyring.asc", Action.VIEW_KEYRING, KeyringRoutes::export),
                Route.json(
                        "/keyring.json",
                        Action.VIEW_KEYRING,
                        (ctx, instance) -> Replies.json(
                                ctx, ApiJson.keyring(instance.keyring().orElseThrow(KeyringRoutes::none)))),
                Route.post("/keyring", Action.EDIT_KEYRING, (ctx, instance) -> {
                    RequestBody.json(ctx);
                    Replies.submitted(ctx, instance.submit(new TaskSpec.KeyringCreation(), Access.user(ctx)));
                }),
                Route.post("/keyring/renewal", Action.EDIT_KEYRING, KeyringRoutes::renew));
    }

    private static void export(Context ctx, InstanceService instance) {
        String key = instance.exportKeyring().orElseThrow(KeyringRoutes::none);
        ctx.contentType("text/plain; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=keyring.asc");
        ctx.header("Cache-Control", "no-cache");
        ctx.result(key);
    }

    private static void renew(Context ctx, InstanceService instance) throws IOException {
        JsonFields body = RequestBody.json(ctx, "duration");
        Replies.submitted(ctx, instance.submit(new TaskSpec.KeyringRenewal(body.text("duration")), Access.user(ctx)));
    }

    private static FatbuildrException none() {
        return FatbuildrException.notFound("No keyring available on this instance");
    }
}
