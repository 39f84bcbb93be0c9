package fatbuildr.dbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records as dictionaries of variants and back (dbus-api.md sections 2 and 5). The keys are those of the JSON form, so
 * that both doors tell the same.
 */
public final class RecordCodec {
    /** Stands for an absent text: D-Bus has no null. */
    public static final String ABSENT = "∅";

    private static final int ABSENT_INTEGER = -1;

    /** The lists of records; an empty list does not tell what it is of. */
    private static final Set<String> LISTS_OF_RECORDS = Set.of("archives", "environments");

    private RecordCodec() {}

    public static Map<String, Value> record(JsonNode node) {
        Map<String, Value> record = new LinkedHashMap<>();
        node.properties().forEach(entry -> record.put(entry.getKey(), value(entry.getKey(), entry.getValue())));
        return record;
    }

    private static Value value(String key, JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> Value.integer(clamped(node.longValue()));
            case BOOLEAN -> Value.flag(node.booleanValue());
            case STRING -> Value.text(text(node.textValue()));
            case OBJECT -> Value.record(record(node));
            case ARRAY -> LISTS_OF_RECORDS.contains(key) ? records(node) : texts(node);
            case NULL, MISSING, BINARY, POJO -> Value.text(ABSENT);
        };
    }

    private static Value records(JsonNode array) {
        List<Map<String, Value>> records = new ArrayList<>();
        array.forEach(item -> records.add(record(item)));
        return Value.records(records);
    }

    private static Value texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(text(item.textValue())));
        return Value.texts(texts);
    }

    /** The bus carries no NUL and disconnects whoever sends one. */
    private static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** The existing client wants 32 bits: larger sizes are shown as large as these can be. */
    static int clamped(long number) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    public static ObjectNode json(Map<?, ?> record) {
        ObjectNode node = Json.object();
        record.forEach((key, value) -> node.set(String.valueOf(key), json(value)));
        return node;
    }

    /** A value as received: absent texts and integers become null. */
    public static JsonNode json(Object value) {
        return switch (value) {
            case Value variant -> json(variant.content());
            case String text when text.equals(ABSENT) -> Json.object().nullNode();
            case String text -> Json.object().textNode(text);
            case Integer number when number == ABSENT_INTEGER -> Json.object().nullNode();
            case Number number -> Json.object().numberNode(number.longValue());
            case Boolean flag -> Json.object().booleanNode(flag);
            case Map<?, ?> record -> json(record);
            case List<?> list -> {
                var array = Json.array();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            default -> Json.object().textNode(String.valueOf(value));
        };
    }
}
