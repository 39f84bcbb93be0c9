package fatbuildr.daemon.bus;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.dbus.Failures;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.SpecJson;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine, member for member, for the HTTP server as a program of its own: it has decided who may do what, so one
 * action guards all.
 */
final class EngineOperations {
    /** Further than any generation gets in a millisecond. */
    private static final int GENERATION_BITS = 20;

    private final Engine engine;
    private final Exchange exchange;
    private final long firstGeneration;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    /** @param started when the daemon did, in milliseconds: its generations are not those of an earlier one's store */
    EngineOperations(Engine engine, Supplier<String> taskMetrics, Exchange exchange, long started) {
        this.engine = engine;
        this.exchange = exchange;
        this.firstGeneration = started << GENERATION_BITS;
        registry();
        tasks();
        put(
                "Submit",
                (instance, arguments) -> instance.submit(
                                SpecJson.stored(Json.parse(arguments.text(1))), Submitter.named(arguments.text(0)))
                        .toString());
        put("Keyring", (instance, _) -> optional(instance.keyring().map(ApiJson::keyring)));
        put(
                "KeyringExport",
                (instance, _) -> optional(
                        instance.exportKeyring().map(key -> Json.object().textNode(key))));
        put("Images", (instance, _) -> Json.text(ApiJson.array(instance.images(), ApiJson::image)));
        put("TokenGenerate", (instance, arguments) -> instance.tokens().generate(arguments.text(0)));
        put("TokenSubject", (instance, arguments) -> instance.tokens().subject(arguments.text(0)));
        putForCaller("Build", this::build);
        add("TaskMetrics", (_, _) -> taskMetrics.get());
    }

    Map<String, Operation> members() {
        return members;
    }

    private interface Body {
        Object run(InstanceService instance, Arguments arguments);
    }

    private interface CallerBody {
        Object run(InstanceService instance, Caller caller, Arguments arguments);
    }

    private void put(String name, Body body) {
        putForCaller(name, (instance, _, arguments) -> body.run(instance, arguments));
    }

    /** The first argument names the instance. */
    private void putForCaller(String name, CallerBody body) {
        add(name, (caller, arguments) -> body.run(engine.instance(arguments.text(0)), caller, arguments.from(1)));
    }

    private void add(String name, Operation.Body body) {
        members.put(name, new Operation(Optional.of(Action.ACT_AS), Failures::name, body));
    }

    private void registry() {
        put("Buildable", (instance, _) -> instance.buildable());
        put("RequireBuildable", (instance, arguments) -> {
            instance.requireBuildable(arguments.text(0));
            return "";
        });
        put("Formats", (instance, _) -> instance.formats());
        put("Distributions", (instance, arguments) -> instance.distributions(arguments.text(0)));
        put("Derivatives", (instance, arguments) -> instance.derivatives(arguments.text(0), arguments.text(1)));
        put(
                "Generation",
                (instance, arguments) ->
                        Long.toString(firstGeneration + instance.generation(arguments.text(0), arguments.text(1))));
        put(
                "Artifacts",
                (instance, arguments) -> Json.text(ApiJson.array(
                        instance.artifacts(arguments.text(0), arguments.text(1), arguments.text(2)),
                        ApiJson::artifact)));
        put(
                "Artifact",
                (instance, arguments) -> Json.text(ApiJson.description(instance.artifact(
                        arguments.text(0),
                        arguments.text(1),
                        arguments.text(2),
                        arguments.text(3),
                        arguments.text(4)))));
        put(
                "Files",
                (instance, arguments) -> Json.text(ApiJson.array(
                        instance.files(
                                arguments.text(0),
                                arguments.text(1),
                                arguments.text(2),
                                arguments.text(3),
                                arguments.text(4)),
                        ApiJson::file)));
        put("Search", (instance, arguments) -> Json.text(ApiJson.search(instance.search(arguments.text(0)))));
    }

    private void tasks() {
        put("Running", (instance, _) -> json(instance.running()));
        put("Queue", (instance, _) -> json(instance.queue()));
        put(
                "History",
                (instance, arguments) ->
                        json(instance.history(Math.max(0, arguments.integer(0)), Math.max(0, arguments.integer(1)))));
        put("Task", (instance, arguments) -> Json.text(TaskJson.task(instance.task(TaskId.parse(arguments.text(0))))));
        put("FailedWorkers", (instance, _) -> instance.failedWorkers());
        put("Cancel", (instance, arguments) -> {
            instance.cancel(TaskId.parse(arguments.text(1)), Submitter.named(arguments.text(0)));
            return "";
        });
    }

    private String build(InstanceService instance, Caller caller, Arguments arguments) {
        if (!(SpecJson.stored(Json.parse(arguments.text(1))) instanceof TaskSpec.ArtifactBuild build)) {
            throw FatbuildrException.invalid("these are not the parameters of a build");
        }
        Map<String, String> sources = new LinkedHashMap<>();
        for (Task.SourceArchive archive : TaskJson.archives(Json.parse(arguments.text(3)))) {
            if (sources.put(archive.id(), archive.path()) != null) {
                throw FatbuildrException.invalid("source " + archive.id() + " is given twice");
            }
        }
        return exchange.submit(instance, build, caller, Submitter.named(arguments.text(0)), arguments.text(2), sources)
                .toString();
    }

    private static String json(List<Task> tasks) {
        return Json.text(ApiJson.array(tasks, TaskJson::task));
    }

    private static String optional(Optional<? extends JsonNode> node) {
        return node.map(Json::text).orElse("null");
    }
}
