package fatbuildr.api;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Typed access to the keys of a JSON object; absent and {@code null} are the same. */
public final class JsonFields {
    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** @param what names the object in messages */
    public static JsonFields of(JsonNode node, String what) {
        if (!node.isObject()) {
            throw FatbuildrException.invalid(what + ": a JSON object is expected, not "
                    + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return new JsonFields(node);
    }

    /** The value as a tree. */
    public Optional<JsonNode> value(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
    }

    public String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    public Optional<String> optionalText(String key) {
        return value(key).map(value -> {
            if (!value.isTextual()) {
                throw wrong(key, "a string");
            }
            return value.textValue();
        });
    }

    public long integer(String key) {
        return optionalInteger(key).orElseThrow(() -> missing(key));
    }

    public Optional<Long> optionalInteger(String key) {
        return value(key).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw wrong(key, "an integer");
            }
            return value.longValue();
        });
    }

    /** False when absent. */
    public boolean flag(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(key, "true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    /** Empty when absent. */
    public List<JsonNode> items(String key) {
        List<JsonNode> items = new ArrayList<>();
        value(key).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(key, "an array");
            }
            value.forEach(items::add);
        });
        return items;
    }

    /** Empty when absent. */
    public List<String> texts(String key) {
        return items(key).stream()
                .map(item -> {
                    if (!item.isTextual()) {
                        throw wrong(key, "an array of strings");
                    }
                    return item.textValue();
                })
                .toList();
    }

    private static FatbuildrException missing(String key) {
        return FatbuildrException.invalid("malformed JSON: key " + key + " is missing");
    }

    private static FatbuildrException wrong(String key, String expected) {
        return FatbuildrException.invalid("malformed JSON: key " + key + " must be " + expected);
    }
}
