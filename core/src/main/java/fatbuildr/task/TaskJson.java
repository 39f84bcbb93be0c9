package fatbuildr.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tasks in their wire form (http-api.md section 8). */
public final class TaskJson {
    private TaskJson() {}

    public static ObjectNode task(Task task) {
        ObjectNode node = metadata(task)
                .put("id", task.id().toString())
                .put("name", task.spec().typeName())
                .put("user", task.user())
                .put("submission", task.submission().getEpochSecond())
                .put("place", task.place().toString())
                .put("state", exported(task.state()))
                .put("result", exported(task.result()));
        node.putObject("io")
                .put("interactive", task.interactive())
                .put("console", task.console().toString())
                .putObject("journal")
                .put("path", task.journal().toString());
        return node;
    }

    /** The keys specific to the type only, as hooks get them; archives of a build included. */
    public static ObjectNode metadata(Task task) {
        ObjectNode node = SpecJson.exported(task.spec());
        if (task.spec() instanceof TaskSpec.ArtifactBuild) {
            node.set("archives", archives(task.archives()));
        }
        return node;
    }

    /** Reads a task, of an older server too: {@code result} and {@code author} may lack there. */
    public static Task task(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "task");
        String name = fields.text("name");
        boolean interactive = fields.value("io")
                .map(io -> JsonFields.of(io, "io").flag("interactive"))
                .orElse(false);
        return new Task(
                TaskId.parse(fields.text("id")),
                SpecJson.read(name, withAuthor(fields, node), interactive)
                        .orElseThrow(() -> FatbuildrException.invalid("unknown task type " + name)),
                fields.optionalText("user").orElse(""),
                Instant.ofEpochSecond(fields.integer("submission")),
                Path.of(fields.text("place")),
                state(fields.optionalText("state").orElse("")),
                result(fields.optionalText("result").orElse("")),
                archives(fields));
    }

    public static ObjectNode submitted(TaskId id) {
        return Json.object().put("task", id.toString());
    }

    public static TaskId submitted(JsonNode node) {
        return TaskId.parse(JsonFields.of(node, "submitted task").text("task"));
    }

    public static String exported(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public static String exported(TaskResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    public static ArrayNode archives(List<Task.SourceArchive> archives) {
        ArrayNode array = Json.array();
        archives.forEach(archive -> array.addObject().put("id", archive.id()).put("path", archive.path()));
        return array;
    }

    public static List<Task.SourceArchive> archives(JsonNode array) {
        return archives(JsonFields.of(Json.object().set("archives", array), "archives"));
    }

    static List<Task.SourceArchive> archives(JsonFields fields) {
        return fields.items("archives").stream()
                .map(item -> JsonFields.of(item, "archive"))
                .map(archive -> new Task.SourceArchive(archive.text("id"), archive.text("path")))
                .toList();
    }

    static TaskResult result(String text) {
        return switch (text) {
            case "success" -> TaskResult.SUCCESS;
            case "failed" -> TaskResult.FAILED;
            default -> TaskResult.UNKNOWN;
        };
    }

    /** An unknown text is pending: older servers show a renewal's duration there until it runs. */
    private static TaskState state(String text) {
        return switch (text) {
            case "running" -> TaskState.RUNNING;
            case "finished" -> TaskState.FINISHED;
            default -> TaskState.PENDING;
        };
    }

    private static JsonFields withAuthor(JsonFields fields, JsonNode node) {
        if (fields.value("author").isPresent()) {
            return fields;
        }
        ObjectNode copy = Json.object();
        node.properties().forEach(entry -> copy.set(entry.getKey(), entry.getValue()));
        return JsonFields.of(copy.put("author", fields.optionalText("user").orElse("")), "task");
    }
}
