package fatbuildr.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.yaml.YamlNode;
import fatbuildr.yaml.YamlParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The text of {@code task.yml}, a finished task's record in its workspace (registry-keyring-tasks.md section 8.1). */
public final class TaskArchive {
    public static final String FILE = "task.yml";

    private static final Set<String> LISTS = Set.of("architectures", "archives", "command");
    private static final Set<String> FLAGS = Set.of("force");
    private static final Set<String> OPTIONAL_TEXTS = Set.of(
            "format",
            "distribution",
            "derivative",
            "author",
            "email",
            "message",
            "duration",
            "term",
            "environment",
            "architecture");

    /** Text that no YAML version reads as anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9 _./@+-]*(?<! )");

    private static final Pattern WORD_WITH_MEANING = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private TaskArchive() {}

    public static String write(Task task) {
        Map<String, JsonNode> fields = new TreeMap<>();
        ObjectNode node = TaskJson.metadata(task)
                .put("user", task.user())
                .put("name", task.spec().typeName())
                .put("submission", task.submission().getEpochSecond())
                .put("result", TaskJson.exported(task.result()));
        node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        StringBuilder out = new StringBuilder();
        fields.forEach(
                (key, value) -> out.append(key).append(":").append(block(value)).append('\n'));
        return out.toString();
    }

    private static String block(JsonNode value) {
        StringBuilder out = new StringBuilder();
        if (value instanceof ObjectNode object) {
            members(object)
                    .forEach((key, member) ->
                            out.append("\n  ").append(key).append(": ").append(scalar(member)));
        } else if (value instanceof ArrayNode array
                && !array.isEmpty()
                && array.get(0).isObject()) {
            array.forEach(item -> {
                String lead = "\n- ";
                for (Map.Entry<String, JsonNode> member : members(item).entrySet()) {
                    out.append(lead).append(member.getKey()).append(": ").append(scalar(member.getValue()));
                    lead = "\n  ";
                }
            });
        } else if (value instanceof ArrayNode array) {
            out.append(" [");
            String lead = "";
            for (JsonNode item : array) {
                out.append(lead).append(scalar(item));
                lead = ", ";
            }
            out.append(']');
        } else {
            out.append(' ').append(scalar(value));
        }
        return out.toString();
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }

    private static String scalar(JsonNode value) {
        String text = value.asText();
        boolean plain = !value.isTextual() || isPlain(text);
        return plain ? text : Json.text(value);
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches();
    }

    /**
     * Reads the record of a workspace. Fields that an older version did not write get empty values; a task type this
     * version does not know gives nothing.
     *
     * @param file names the text in messages
     */
    public static Optional<Task> read(TaskId id, Path place, String file, String text) {
        YamlNode.Mapping mapping = YamlParser.parse(file, text).mapping();
        ObjectNode node = Json.object();
        OPTIONAL_TEXTS.forEach(key -> node.put(key, ""));
        mapping.entries().forEach((key, value) -> {
            if (!value.isNull()) {
                node.set(key, json(key, value));
            }
        });
        completeArtifact(node, mapping.text("name").equals("artifact deletion"));
        JsonFields fields = JsonFields.of(node, file);
        return SpecJson.read(mapping.text("name"), fields, false)
                .map(spec -> new Task(
                        id,
                        spec,
                        fields.optionalText("user").orElse(""),
                        Instant.ofEpochSecond(submission(mapping)),
                        place,
                        TaskState.FINISHED,
                        TaskJson.result(fields.optionalText("result").orElse("")),
                        TaskJson.archives(fields)));
    }

    private static JsonNode json(String key, YamlNode value) {
        return switch (value) {
            case YamlNode.Scalar scalar when LISTS.contains(key) -> Json.array().add(scalar.text());
            case YamlNode.Scalar scalar
            when FLAGS.contains(key) -> Json.object().booleanNode(scalar.text().equalsIgnoreCase("true"));
            case YamlNode.Scalar scalar
            when key.equals("size") -> Json.object().numberNode(scalar.isNull() ? 0 : integer(scalar.text()));
            case YamlNode.Scalar scalar -> Json.object().textNode(scalar.isNull() ? "" : scalar.text());
            case YamlNode.Sequence sequence -> {
                ArrayNode array = Json.array();
                sequence.items().forEach(item -> array.add(json("", item)));
                yield array;
            }
            case YamlNode.Mapping mapping -> {
                ObjectNode object = Json.object();
                mapping.entries().forEach((name, member) -> object.set(name, json(name, member)));
                yield object;
            }
        };
    }

    /** Makes the artifact what the type wants: an object for deletions, a text for builds. */
    private static void completeArtifact(ObjectNode node, boolean deletion) {
        JsonNode artifact = Optional.<JsonNode>ofNullable(node.get("artifact"))
                .orElseGet(() -> Json.object().textNode(""));
        if (deletion) {
            ObjectNode object = artifact instanceof ObjectNode present
                    ? present
                    : Json.object().put("name", artifact.asText());
            for (String key : Set.of("name", "architecture", "version")) {
                if (!object.has(key)) {
                    object.put(key, "");
                }
            }
            node.set("artifact", object);
        } else {
            node.set("artifact", artifact);
        }
    }

    private static long submission(YamlNode.Mapping mapping) {
        return mapping.optionalText("submission").map(TaskArchive::integer).orElse(0L);
    }

    /** A fraction is dropped; anything else that is not a number is 0. */
    private static long integer(String text) {
        String digits = text.replaceFirst("\\..*", "");
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }
}
