package fatbuildr.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @Test
    void bodiesAreCompactSortedAsciiWithOneNewline() {
        String body = Json.body(
                Json.parse("{ \"b\": [1, true, null, 1.50], \"a\": {\"d\": \"é\ud83d\ude00\", \"c\": \"\\n\\\"\"} }"));
        assertThat(body)
                .isEqualTo("{\"a\":{\"c\":\"\\n\\\"\",\"d\":\"\\u00e9\\ud83d\\ude00\"},\"b\":[1,true,null,1.50]}\n");
    }

    @Test
    void indentedFormHoldsTheSameValue() {
        String text = "{\"a\":[1,2],\"b\":{\"c\":\"d\"}}";
        String indented = Json.indented(Json.parse(text));
        assertThat(Json.text(Json.parse(indented))).isEqualTo(text);
    }

    /** Python is what the existing system writes its answers with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "\"é\"",
                "[[],{},[{}]]",
                "[\"x86_64\",\"aarch64\"]",
                "{\"b\":[1,2.5,true,null],\"a\":{\"d\":{},\"c\":[\"é\\n\",{\"e\":[]}]}}"
            })
    void indentedFormIsThatOfPython(String text) throws Exception {
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import json,sys; print(json.dumps(json.loads(sys.argv[1]), indent=2, sort_keys=True))",
                        text)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(Json.indented(Json.parse(text)))
                .isEqualTo(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void bigIntegersSurvive() {
        assertThat(Json.text(Json.parse("[9223372036854775807,92233720368547758070]")))
                .isEqualTo("[9223372036854775807,92233720368547758070]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "nul", "{'a':1}", "\"\\x\"", "[}", "NaN"})
    void malformedTextIsOneClearError(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("malformed JSON: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(FatbuildrException.class);
    }

    @Test
    void randomTextOnlyFailsTheKnownWay() {
        Random random = new Random(3);
        String alphabet = "{}[]\",:0123456789.eE+-truefalsn \\u\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Json.text(Json.parse(text.toString()));
            } catch (FatbuildrException expected) {
                assertThat(expected).hasMessageStartingWith("malformed JSON: ");
            }
        }
    }

    @Test
    void fieldsNameTheKeyTheyMiss() {
        JsonFields fields = JsonFields.of(Json.parse("{\"a\":1,\"n\":null,\"l\":[1],\"f\":1.5}"), "thing");
        assertThatThrownBy(() -> fields.text("a")).hasMessage("malformed JSON: key a must be a string");
        assertThatThrownBy(() -> fields.text("n")).hasMessage("malformed JSON: key n is missing");
        assertThatThrownBy(() -> fields.texts("l")).hasMessage("malformed JSON: key l must be an array of strings");
        assertThatThrownBy(() -> fields.integer("f")).hasMessage("malformed JSON: key f must be an integer");
        assertThatThrownBy(() -> fields.flag("a")).hasMessage("malformed JSON: key a must be true or false");
        assertThat(fields.optionalText("n")).isEmpty();
        assertThat(fields.texts("n")).isEmpty();
        assertThatThrownBy(() -> JsonFields.of(Json.parse("[]"), "thing"))
                .hasMessage("thing: a JSON object is expected, not array");
    }
}
