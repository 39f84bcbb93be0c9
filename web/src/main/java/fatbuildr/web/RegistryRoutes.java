package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.Json;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskSpec;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is published (http-api.md sections 6.6 to 6.11), and its deletion (7.2). */
final class RegistryRoutes {
    private static final String ARTIFACT = "/registry/{format}/{distribution}/{derivative}/{architecture}/{name}.json";

    private final KeptBodies kept;

    RegistryRoutes(KeptBodies kept) {
        this.kept = kept;
    }

    List<Route> routes() {
        return List.of(
                Route.json(
                        "/registry.json",
                        Action.VIEW_REGISTRY,
                        (ctx, instance) -> Replies.json(ctx, Json.array(instance.formats()))),
                Route.json(
                        "/registry/{format}.json",
                        Action.VIEW_REGISTRY,
                        (ctx, instance) ->
                                Replies.json(ctx, Json.array(instance.distributions(ctx.pathParam("format"))))),
                Route.json(
                        "/registry/{format}/{distribution}.json",
                        Action.VIEW_REGISTRY,
                        (ctx, instance) -> Replies.json(
                                ctx,
                                Json.array(
                                        instance.derivatives(ctx.pathParam("format"), ctx.pathParam("distribution"))))),
                Route.json("/registry/{format}/{distribution}/{derivative}.json", Action.VIEW_REGISTRY, this::list),
                Route.json(ARTIFACT, Action.VIEW_REGISTRY, this::artifact),
                Route.instance(HandlerType.DELETE, ARTIFACT, Action.EDIT_REGISTRY, Answer.JSON, RegistryRoutes::delete),
                Route.json("/search.json", Action.VIEW_REGISTRY, RegistryRoutes::search));
    }

    /** What an answer is about. */
    private record Subject(String instance, Map<String, String> place) {}

    private void send(Context ctx, InstanceService instance, Supplier<JsonNode> answer) throws IOException {
        Subject subject = new Subject(instance.definition().id(), Map.copyOf(ctx.pathParamMap()));
        long generation = instance.generation(ctx.pathParam("format"), ctx.pathParam("distribution"));
        Replies.json(ctx, kept.get(subject, generation, () -> Replies.kept(ctx, answer.get())));
    }

    private void list(Context ctx, InstanceService instance) throws IOException {
        send(ctx, instance, () -> ApiJson.array(artifacts(ctx, instance), ApiJson::artifact));
    }

    private static List<Artifact> artifacts(Context ctx, InstanceService instance) {
        return instance.artifacts(ctx.pathParam("format"), ctx.pathParam("distribution"), ctx.pathParam("derivative"));
    }

    private void artifact(Context ctx, InstanceService instance) throws IOException {
        send(ctx, instance, () -> ApiJson.description(complete(ctx, described(ctx, instance))));
    }

    private static ArtifactDescription described(Context ctx, InstanceService instance) {
        return instance.artifact(
                ctx.pathParam("format"),
                ctx.pathParam("distribution"),
                ctx.pathParam("derivative"),
                ctx.pathParam("architecture"),
                ctx.pathParam("name"));
    }

    /** Clients of the existing system know no deb binary without its source (http-api.md section 3.3), unlike rpm. */
    private static ArtifactDescription complete(Context ctx, ArtifactDescription description) {
        if (description instanceof ArtifactDescription.OfBinary binary
                && binary.source() == null
                && ctx.pathParam("format").equals("deb")) {
            throw FatbuildrException.notFound("Unable to find source package associated to deb binary package "
                    + ctx.pathParam("name") + " in distribution " + ctx.pathParam("distribution") + " and derivative "
                    + ctx.pathParam("derivative"));
        }
        return description;
    }

    /** Only what is published can be deleted, and only the version named. */
    private static void delete(Context ctx, InstanceService instance) {
        String version = QueryParameters.required(ctx, "version");
        String name = ctx.pathParam("name");
        String architecture = ctx.pathParam("architecture");
        Artifact artifact = artifacts(ctx, instance).stream()
                .filter(candidate -> candidate.name().equals(name)
                        && candidate.architecture().equals(architecture)
                        && candidate.version().equals(version))
                .findFirst()
                .orElseThrow(() -> missing(ctx, instance, version));
        Replies.submitted(
                ctx,
                instance.submit(
                        new TaskSpec.ArtifactDeletion(
                                ctx.pathParam("format"),
                                ctx.pathParam("distribution"),
                                ctx.pathParam("derivative"),
                                artifact),
                        Access.user(ctx)));
    }

    /** The artifact's own error when no version is there, else that this version is not. */
    private static FatbuildrException missing(Context ctx, InstanceService instance, String version) {
        described(ctx, instance);
        return FatbuildrException.notFound("Version " + version + " of artifact " + ctx.pathParam("name")
                + " with architecture " + ctx.pathParam("architecture") + " not found in distribution "
                + ctx.pathParam("distribution") + " and derivative " + ctx.pathParam("derivative"));
    }

    private static void search(Context ctx, InstanceService instance) {
        Replies.json(ctx, ApiJson.search(instance.search(QueryParameters.required(ctx, "artifact"))));
    }
}
