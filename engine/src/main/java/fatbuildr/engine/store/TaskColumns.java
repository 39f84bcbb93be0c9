package fatbuildr.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.task.SpecJson;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The column form of a task's values. */
final class TaskColumns {
    private TaskColumns() {}

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static String spec(TaskSpec spec) {
        return Json.text(SpecJson.stored(spec));
    }

    static TaskSpec spec(String column) {
        return SpecJson.stored(Json.parse(column));
    }

    static String archives(List<Task.SourceArchive> archives) {
        return Json.text(TaskJson.archives(archives));
    }

    static List<Task.SourceArchive> archives(String column) {
        return TaskJson.archives(Json.parse(column));
    }

    static String inputs(TaskRow.Inputs inputs) {
        return Json.text(
                Json.object().put("tarball", inputs.tarball()).set("sources", TaskJson.archives(inputs.sources())));
    }

    static TaskRow.Inputs inputs(String column) {
        JsonNode node = Json.parse(column);
        return new TaskRow.Inputs(node.path("tarball").asText(), TaskJson.archives(node.path("sources")));
    }
}
