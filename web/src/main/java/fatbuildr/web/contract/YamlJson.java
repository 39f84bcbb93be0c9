package fatbuildr.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.yaml.YamlNode;
import java.util.regex.Pattern;

/** YAML as JSON: what is written without quotes and looks like a number, a truth value or null is one. */
final class YamlJson {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private YamlJson() {}

    static JsonNode of(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> object(mapping);
            case YamlNode.Sequence sequence -> {
                ArrayNode array = Json.array();
                sequence.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case YamlNode.Scalar scalar -> scalar(scalar);
        };
    }

    private static ObjectNode object(YamlNode.Mapping mapping) {
        ObjectNode object = Json.object();
        mapping.entries().forEach((key, value) -> object.set(key, of(value)));
        return object;
    }

    private static JsonNode scalar(YamlNode.Scalar scalar) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (scalar.isNull()) {
            return nodes.nullNode();
        }
        String text = scalar.text();
        if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
            return nodes.booleanNode(text.equals("true"));
        }
        return scalar.plain() && INTEGER.matcher(text).matches()
                ? nodes.numberNode(Long.parseLong(text))
                : nodes.textNode(text);
    }
}
