package fatbuildr.web;

import fatbuildr.api.ApiJson;
import fatbuildr.api.JsonFields;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.TaskSpec;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Images and build environments: which there are, and the tasks that make and update them. */
final class ImageRoutes {
    private static final String IMAGE = "/images/{format}";
    private static final String ENVIRONMENT = IMAGE + "/environments/{environment}/{architecture}";

    private static final String TERM = "term";
    private static final String COMMAND = "command";

    private ImageRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.json(
                        "/images.json",
                        Action.MANAGE_IMAGE,
                        (ctx, instance) -> Replies.json(ctx, ApiJson.array(instance.images(), ApiJson::image))),
                Route.post(IMAGE, Action.MANAGE_IMAGE, ImageRoutes::createImage),
                Route.post(IMAGE + "/update", Action.MANAGE_IMAGE, ImageRoutes::updateImage),
                Route.post(IMAGE + "/shell", Action.MANAGE_IMAGE, ImageRoutes::openImage),
                Route.post(ENVIRONMENT + "/shell", Action.MANAGE_IMAGE, ImageRoutes::openEnvironment),
                Route.post(ENVIRONMENT, Action.MANAGE_IMAGE, ImageRoutes::createEnvironment),
                Route.post(ENVIRONMENT + "/update", Action.MANAGE_IMAGE, ImageRoutes::updateEnvironment));
    }

    private static void createImage(Context ctx, InstanceService instance) throws IOException {
        boolean force = RequestBody.json(ctx, "force").flag("force");
        submit(ctx, instance, new TaskSpec.ImageCreation(ctx.pathParam("format"), force));
    }

    private static void updateImage(Context ctx, InstanceService instance) throws IOException {
        RequestBody.json(ctx);
        submit(ctx, instance, new TaskSpec.ImageUpdate(ctx.pathParam("format")));
    }

    private static void openImage(Context ctx, InstanceService instance) throws IOException {
        JsonFields shell = RequestBody.json(ctx, TERM, COMMAND);
        submit(ctx, instance, new TaskSpec.ImageShell(ctx.pathParam("format"), term(shell), shell.texts(COMMAND)));
    }

    private static void openEnvironment(Context ctx, InstanceService instance) throws IOException {
        JsonFields shell = RequestBody.json(ctx, TERM, COMMAND);
        submit(
                ctx,
                instance,
                new TaskSpec.EnvironmentShell(
                        ctx.pathParam("format"),
                        ctx.pathParam("environment"),
                        ctx.pathParam("architecture"),
                        term(shell),
                        shell.texts(COMMAND)));
    }

    /** A client that does not tell its terminal's type gets plain text. */
    private static String term(JsonFields shell) {
        return shell.optionalText(TERM).orElse("dumb");
    }

    private static void createEnvironment(Context ctx, InstanceService instance) throws IOException {
        boolean force = RequestBody.json(ctx, "force").flag("force");
        submit(
                ctx,
                instance,
                new TaskSpec.EnvironmentCreation(
                        ctx.pathParam("format"), ctx.pathParam("environment"), ctx.pathParam("architecture"), force));
    }

    private static void updateEnvironment(Context ctx, InstanceService instance) throws IOException {
        RequestBody.json(ctx);
        submit(
                ctx,
                instance,
                new TaskSpec.EnvironmentUpdate(
                        ctx.pathParam("format"), ctx.pathParam("environment"), ctx.pathParam("architecture")));
    }

    private static void submit(Context ctx, InstanceService instance, TaskSpec spec) {
        Replies.submitted(ctx, instance.submit(spec, Access.user(ctx)));
    }
}
