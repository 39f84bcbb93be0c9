package fatbuildr.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.jinja.value.Value;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks as templates see them: the keys of their JSON form, and what they are about in one line. */
public final class TaskViews {
    /** Places on the server are nothing for pages. */
    private static final List<String> UNTOLD = List.of("place", "io", "archives");

    private TaskViews() {}

    public static List<Value> of(List<Task> tasks) {
        return tasks.stream().map(TaskViews::of).toList();
    }

    public static Value of(Task task) {
        Map<String, Object> facts = new LinkedHashMap<>();
        TaskJson.task(task).properties().forEach(field -> {
            if (!UNTOLD.contains(field.getKey())) {
                facts.put(field.getKey(), value(field.getValue()));
            }
        });
        facts.put("subject", subject(task.spec()));
        return Value.object(new Facts(task.id().toString(), facts));
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
            return members;
        }
        return node.isIntegralNumber() ? node.longValue() : node.isBoolean() ? node.booleanValue() : node.asText();
    }

    /** What the task is about. */
    private static String subject(TaskSpec spec) {
        return switch (spec) {
            case TaskSpec.ArtifactBuild build ->
                build.artifact() + " for " + place(build.format(), build.distribution(), build.derivative());
            case TaskSpec.ArtifactDeletion deletion ->
                deletion.artifact().name() + " " + deletion.artifact().architecture() + " "
                        + deletion.artifact().version() + " from "
                        + place(deletion.format(), deletion.distribution(), deletion.derivative());
            case TaskSpec.KeyringCreation _, TaskSpec.KeyringRenewal _, TaskSpec.HistoryPurge _ -> "";
            case TaskSpec.ImageCreation image -> image.format();
            case TaskSpec.ImageUpdate image -> image.format();
            case TaskSpec.ImageShell image -> image.format();
            case TaskSpec.EnvironmentCreation it -> place(it.format(), it.environment(), it.architecture());
            case TaskSpec.EnvironmentUpdate it -> place(it.format(), it.environment(), it.architecture());
            case TaskSpec.EnvironmentShell it -> place(it.format(), it.environment(), it.architecture());
        };
    }

    private static String place(String format, String second, String third) {
        return format + " " + second + " " + third;
    }
}
