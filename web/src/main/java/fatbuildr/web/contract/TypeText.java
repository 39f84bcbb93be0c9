package fatbuildr.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A schema's type in words: pieces of text, those that name a schema told apart. */
final class TypeText {
    private final List<Map<String, Object>> pieces = new ArrayList<>();

    private TypeText() {}

    static List<Map<String, Object>> of(JsonNode schema) {
        TypeText text = new TypeText();
        text.add(schema);
        return text.pieces;
    }

    private void add(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText();
            pieces.add(Map.of("text", name.substring(name.lastIndexOf('/') + 1), "schema", true));
        } else if (schema.has("const")) {
            say("\"" + schema.path("const").asText() + "\"");
        } else if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add("\"" + value.asText() + "\""));
            say(String.join(" or ", values));
        } else if (schema.has("anyOf") || schema.has("oneOf")) {
            alternatives(schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf"));
        } else if (schema.has("allOf")) {
            schema.path("allOf").forEach(this::add);
            say(" with");
        } else {
            typed(schema);
        }
    }

    private void typed(JsonNode schema) {
        String type = schema.path("type").asText();
        if (type.equals("array")) {
            say("array of ");
            add(schema.path("items"));
        } else if (type.equals("object") && schema.path("additionalProperties").isObject()) {
            say("object of ");
            add(schema.path("additionalProperties"));
        } else if (schema.path("type").isArray()) {
            List<String> types = new ArrayList<>();
            schema.path("type").forEach(one -> types.add(one.asText()));
            say(String.join(" or ", types));
        } else {
            say(type + (schema.has("format") ? " (" + schema.path("format").asText() + ")" : ""));
        }
    }

    private void alternatives(JsonNode schemas) {
        String between = "";
        for (JsonNode schema : schemas) {
            say(between);
            add(schema);
            between = " or ";
        }
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            pieces.add(Map.of("text", text, "schema", false));
        }
    }
}
