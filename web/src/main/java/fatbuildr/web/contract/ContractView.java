package fatbuildr.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A contract as values of the page that shows it. */
public final class ContractView {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;

    /** @param document of {@link Contract} */
    public ContractView(JsonNode document) {
        this.document = document;
    }

    /** Operations by subject: each stands under the first of its tags. */
    public List<Map<String, Object>> subjects() {
        Map<String, List<Map<String, Object>>> byTag = new LinkedHashMap<>();
        document.path("tags").forEach(tag -> byTag.put(tag.path("name").asText(), new ArrayList<>()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> byTag.computeIfAbsent(
                                        entry.getValue().path("tags").path(0).asText(), _ -> new ArrayList<>())
                                .add(operation(path.getKey(), path.getValue(), entry.getKey(), entry.getValue()))));
        List<Map<String, Object>> subjects = new ArrayList<>();
        document.path("tags").forEach(tag -> {
            List<Map<String, Object>> operations =
                    byTag.getOrDefault(tag.path("name").asText(), List.of());
            if (!operations.isEmpty()) {
                subjects.add(Map.of(
                        "name", tag.path("name").asText(),
                        "description", tag.path("description").asText(),
                        "operations", operations));
            }
        });
        return subjects;
    }

    /** The objects that answers are made of. */
    public List<Map<String, Object>> schemas() {
        List<Map<String, Object>> schemas = new ArrayList<>();
        document.path("components").path("schemas").properties().forEach(entry -> {
            JsonNode schema = entry.getValue();
            Map<String, Object> view = new HashMap<>();
            view.put("name", entry.getKey());
            view.put("description", schema.path("description").asText());
            view.put("type", TypeText.of(schema));
            view.put("properties", properties(schema));
            schemas.add(view);
        });
        return schemas;
    }

    private Map<String, Object> operation(String path, JsonNode item, String method, JsonNode operation) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        List<Map<String, Object>> responses = new ArrayList<>();
        operation.path("responses").properties().forEach(entry -> {
            JsonNode response = resolved(entry.getValue());
            responses.add(Map.of(
                    "status", entry.getKey(),
                    "description", response.path("description").asText(),
                    "contents", contents(response)));
        });
        JsonNode body = resolved(operation.path("requestBody"));
        return Map.of(
                "id", operation.path("operationId").asText(),
                "method", method.toUpperCase(Locale.ROOT),
                "path", path,
                "summary", operation.path("summary").asText(),
                "action", operation.path("x-action").asText(),
                "parameters", parameters,
                "body", Map.of("description", body.path("description").asText(), "contents", contents(body)),
                "responses", responses);
    }

    private Map<String, Object> parameter(JsonNode written) {
        JsonNode parameter = resolved(written);
        return Map.of(
                "name", parameter.path("name").asText(),
                "place", parameter.path("in").asText(),
                "required", parameter.path("required").asBoolean(),
                "description", parameter.path("description").asText(),
                "type", TypeText.of(parameter.path("schema")));
    }

    /** The media types of a body, each with its schema. */
    private static List<Map<String, Object>> contents(JsonNode body) {
        List<Map<String, Object>> contents = new ArrayList<>();
        body.path("content").properties().forEach(entry -> {
            JsonNode schema = entry.getValue().path("schema");
            contents.add(Map.of(
                    "media", entry.getKey(),
                    "type", TypeText.of(schema),
                    "description", schema.path("description").asText(),
                    "properties", properties(schema)));
        });
        return contents;
    }

    private static List<Map<String, Object>> properties(JsonNode schema) {
        List<Map<String, Object>> properties = new ArrayList<>();
        schema.path("properties").properties().forEach(entry -> {
            JsonNode property = entry.getValue();
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(entry.getKey());
            }
            properties.add(Map.of(
                    "name", entry.getKey(),
                    "required", required,
                    "description", property.path("description").asText(),
                    "type", TypeText.of(property)));
        });
        return properties;
    }

    /** What stands in the place a reference names. */
    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
