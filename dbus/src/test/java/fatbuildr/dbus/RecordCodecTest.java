package fatbuildr.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records on the bus (dbus-api.md sections 2 and 5). */
final class RecordCodecTest {
    private static Map<String, Value> record(String json) {
        return RecordCodec.record(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode parsed(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyFieldHasItsType() {
        assertThat(record("""
                {"name":"acme","size":51200,"interactive":true,"changes":["one"],"journal":{"path":"/j"},
                 "archives":[{"id":"a","path":"/a"}]}"""))
                .isEqualTo(Map.of(
                        "name", Value.text("acme"),
                        "size", Value.integer(51200),
                        "interactive", Value.flag(true),
                        "changes", Value.texts(List.of("one")),
                        "journal", Value.record(Map.of("path", Value.text("/j"))),
                        "archives", Value.records(List.of(Map.of("id", Value.text("a"), "path", Value.text("/a"))))));
    }

    /** An empty list is of what it would hold: clients look at the type. */
    @Test
    void emptyListsKeepTheirType() {
        Map<String, Value> lists = record("{\"archives\":[],\"environments\":[],\"architectures\":[],\"command\":[]}");
        assertThat(lists.get("archives").signature()).isEqualTo("aa{sv}");
        assertThat(lists.get("environments").signature()).isEqualTo("aa{sv}");
        assertThat(lists.get("architectures").signature()).isEqualTo("as");
        assertThat(lists.get("command").signature()).isEqualTo("as");
    }

    /** Integers stay of 32 bits, whatever the file's size or the year is. */
    @Test
    void largeNumbersAreClamped() {
        assertThat(record("{\"size\":2147483647,\"below\":-5000000000}"))
                .isEqualTo(Map.of("size", Value.integer(2147483647), "below", Value.integer(-2147483648)));
        for (String size : List.of("2147483648", "5000000000", "9223372036854775807")) {
            assertThat(record("{\"size\":" + size + "}").get("size")).isEqualTo(Value.integer(2147483647));
        }
    }

    @Test
    void whatIsAbsentTravelsAsASign() {
        assertThat(record("{\"environment\":null}")).isEqualTo(Map.of("environment", Value.text("∅")));
        assertThat(RecordCodec.json(Map.of("environment", Value.text("∅"), "size", Value.integer(-1))))
                .isEqualTo(parsed("{\"environment\":null,\"size\":null}"));
    }

    /** A NUL would end the connection of whoever sends it. */
    @Test
    void noNulIsSent() {
        assertThat(record("{\"message\":\"a\\u0000b\",\"changes\":[\"\\u0000\"]}"))
                .isEqualTo(Map.of("message", Value.text("a\uFFFDb"), "changes", Value.texts(List.of("\uFFFD"))));
    }

    @Test
    void aRecordComesBackAsItWas() {
        String task = """
                {"id":"x","state":"pending","io":{"interactive":false,"journal":{"path":"/p"}},"archives":[],
                 "architectures":["x86_64"],"submission":1893499300}""";
        assertThat(RecordCodec.json(record(task))).isEqualTo(parsed(task));
    }
}
