package fatbuildr.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import java.util.Optional;

/** The parameters of a task as JSON: the exported keys, and the complete form kept in the store. */
public final class SpecJson {
    private static final String NAME = "name";

    private SpecJson() {}

    /** Everything needed to run the task later, keys that are not exported included. */
    public static ObjectNode stored(TaskSpec spec) {
        ObjectNode node = exported(spec).put(NAME, spec.typeName());
        if (spec instanceof TaskSpec.ArtifactBuild build) {
            node.put("interactive", build.interactive());
        } else if (spec instanceof TaskSpec.EnvironmentCreation creation) {
            node.put("force", creation.force());
        }
        return node;
    }

    /** Reads the stored form. */
    public static TaskSpec stored(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "task");
        String name = fields.text(NAME);
        return read(name, fields, fields.flag("interactive"))
                .orElseThrow(() -> FatbuildrException.invalid("unknown task type " + name));
    }

    /** The keys specific to the type that every interface shows (registry-keyring-tasks.md section 6.2). */
    static ObjectNode exported(TaskSpec spec) {
        ObjectNode node = Json.object();
        switch (spec) {
            case TaskSpec.ArtifactBuild build -> {
                node.put("format", build.format())
                        .put("distribution", build.distribution())
                        .put("derivative", build.derivative())
                        .put("artifact", build.artifact())
                        .put("author", build.author())
                        .put("email", build.email())
                        .put("message", build.message());
                node.set("architectures", Json.array(build.architectures()));
            }
            case TaskSpec.ArtifactDeletion deletion -> {
                node.put("format", deletion.format())
                        .put("distribution", deletion.distribution())
                        .put("derivative", deletion.derivative());
                node.set("artifact", ApiJson.artifact(deletion.artifact()));
            }
            case TaskSpec.KeyringRenewal renewal -> node.put("duration", renewal.duration());
            case TaskSpec.ImageCreation image ->
                node.put("format", image.format()).put("force", image.force());
            case TaskSpec.ImageUpdate image -> node.put("format", image.format());
            case TaskSpec.ImageShell shell -> {
                node.put("format", shell.format()).put("term", shell.term());
                node.set("command", Json.array(shell.command()));
            }
            case TaskSpec.EnvironmentCreation(String format, String environment, String architecture, boolean _) ->
                environment(node, format, environment, architecture);
            case TaskSpec.EnvironmentUpdate(String format, String environment, String architecture) ->
                environment(node, format, environment, architecture);
            case TaskSpec.EnvironmentShell shell -> {
                environment(node, shell.format(), shell.environment(), shell.architecture());
                node.put("term", shell.term());
                node.set("command", Json.array(shell.command()));
            }
            case TaskSpec.KeyringCreation _, TaskSpec.HistoryPurge _ -> {}
        }
        return node;
    }

    private static void environment(ObjectNode node, String format, String environment, String architecture) {
        node.put("format", format).put("environment", environment).put("architecture", architecture);
    }

    /** Reads the specific keys of a type; empty for a type this version does not know. */
    static Optional<TaskSpec> read(String name, JsonFields fields, boolean interactive) {
        return Optional.ofNullable(
                switch (name) {
                    case "artifact build" ->
                        new TaskSpec.ArtifactBuild(
                                fields.text("format"),
                                fields.text("distribution"),
                                fields.text("derivative"),
                                fields.text("artifact"),
                                fields.texts("architectures"),
                                fields.text("author"),
                                fields.text("email"),
                                fields.text("message"),
                                interactive);
                    case "artifact deletion" ->
                        new TaskSpec.ArtifactDeletion(
                                fields.text("format"),
                                fields.text("distribution"),
                                fields.text("derivative"),
                                ApiJson.artifact(fields.value("artifact").orElseGet(Json::object)));
                    case "keyring creation" -> new TaskSpec.KeyringCreation();
                    case "keyring renewal" -> new TaskSpec.KeyringRenewal(fields.text("duration"));
                    case "history purge" -> new TaskSpec.HistoryPurge();
                    case "image creation" -> new TaskSpec.ImageCreation(fields.text("format"), fields.flag("force"));
                    case "image update" -> new TaskSpec.ImageUpdate(fields.text("format"));
                    case "image shell" ->
                        new TaskSpec.ImageShell(fields.text("format"), fields.text("term"), fields.texts("command"));
                    case "image build environment creation" ->
                        new TaskSpec.EnvironmentCreation(
                                fields.text("format"),
                                fields.text("environment"),
                                fields.text("architecture"),
                                fields.flag("force"));
                    case "image build environment update" ->
                        new TaskSpec.EnvironmentUpdate(
                                fields.text("format"), fields.text("environment"), fields.text("architecture"));
                    case "image build environment shell" ->
                        new TaskSpec.EnvironmentShell(
                                fields.text("format"),
                                fields.text("environment"),
                                fields.text("architecture"),
                                fields.text("term"),
                                fields.texts("command"));
                    default -> null;
                });
    }
}
