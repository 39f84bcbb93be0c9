package fatbuildr.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Instance;
import fatbuildr.api.Json;
import fatbuildr.api.PipelineItem;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.Pipelines;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is: the version, the instances and their pipelines (http-api.md sections 6.1 to 6.5). */
final class InstanceRoutes {
    private final Engine engine;
    private final String version;
    private final Access access;

    InstanceRoutes(Engine engine, String version, Access access) {
        this.engine = engine;
        this.version = version;
        this.access = access;
    }

    List<Route> global() {
        return List.of(Route.global(
                HandlerType.GET,
                "/version",
                Answer.HTML,
                ctx -> ctx.contentType("text/plain; charset=utf-8").result("Fatbuildr v" + version)));
    }

    /** Served only with several instances. */
    Route instances() {
        return Route.global(
                HandlerType.GET,
                "/instances.json",
                Answer.JSON,
                ctx -> Replies.json(
                        ctx,
                        ApiJson.array(
                                access.visible(ctx, engine.instances()),
                                service -> ApiJson.instance(Instance.of(service.definition())))));
    }

    List<Route> routes() {
        return List.of(
                Route.json(
                        "/instance.json",
                        Action.VIEW_REGISTRY,
                        (ctx, instance) -> Replies.json(ctx, ApiJson.instance(Instance.of(instance.definition())))),
                Route.json(
                        "/pipelines/architectures.json",
                        Action.VIEW_PIPELINE,
                        (ctx, instance) -> Replies.json(
                                ctx, Json.array(instance.definition().architectures()))),
                Route.json("/pipelines/formats.json", Action.VIEW_PIPELINE, InstanceRoutes::formats));
    }

    private static void formats(Context ctx, InstanceService instance) {
        Pipelines pipelines = instance.definition().pipelines();
        Optional<String> derivative = filter(ctx, "derivative");
        Optional<String> onlyFormat = filter(ctx, "format");
        List<String> allowed = derivative.map(pipelines::formatsOf).orElseGet(pipelines::formats);
        ObjectNode answer = Json.object();
        for (String format : pipelines.formats()) {
            if (!allowed.contains(format)
                    || onlyFormat.filter(only -> !only.equals(format)).isPresent()) {
                continue;
            }
            ArrayNode items = ApiJson.array(items(ctx, pipelines, format), ApiJson::pipelineItem);
            if (!items.isEmpty()) {
                answer.set(format, items);
            }
        }
        Replies.json(ctx, answer);
    }

    private static List<PipelineItem> items(Context ctx, Pipelines pipelines, String format) {
        List<PipelineItem> items = new ArrayList<>();
        for (Distribution distribution : pipelines.distributions(format)) {
            boolean named =
                    filter(ctx, "distribution").map(distribution.name()::equals).orElse(true);
            boolean inEnvironment = filter(ctx, "environment")
                    .map(name -> distribution.environment().filter(name::equals).isPresent())
                    .orElse(true);
            if (named && inEnvironment) {
                items.add(new PipelineItem(
                        distribution.name(), distribution.environment(), pipelines.derivativesOf(format)));
            }
        }
        return items;
    }

    private static Optional<String> filter(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(value -> !value.isEmpty());
    }
}
