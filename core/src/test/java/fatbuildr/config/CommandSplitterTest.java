package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandSplitterTest {
    static List<Arguments> commands() {
        return List.of(
                Arguments.of("a b  c\n d", List.of(List.of("a", "b", "c", "d"))),
                Arguments.of("a '' \"b c\" d'e f'g", List.of(List.of("a", "", "b c", "de fg"))),
                Arguments.of("a\\ b \"\\\"\\x\"", List.of(List.of("a b", "\"\\x"))),
                Arguments.of("a && b&&c '&&'", List.of(List.of("a"), List.of("b"), List.of("c", "&&"))),
                Arguments.of("x {{ a b }} y", List.of(List.of("x", "{{ a b }}", "y"))),
                Arguments.of("--c='{{ c | join(\" && \") }}'", List.of(List.of("--c={{ c | join(\" && \") }}"))),
                Arguments.of(
                        "x {% if m %}--m {{ m }}{% endif %} y",
                        List.of(List.of("x", "{% if m %}--m {{ m }}{% endif %}", "y"))),
                Arguments.of("x {# a && b #}y", List.of(List.of("x", "{# a && b #}y"))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void splits(String text, List<List<String>> expected) {
        assertThat(CommandSplitter.commands(text).stream().map(CommandTemplate::words))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a 'b            | a quote is not closed
            a \\            | nothing after the last backslash
            a && && b       | a command is empty
            a &&            | a command is empty
            {{ a            | a template expression is not closed
            {% if a %}b     | a template block is not closed
            """)
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> CommandSplitter.commands(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void oneCommandIsNotSeveral() {
        assertThatThrownBy(() -> CommandSplitter.command("a && b")).hasMessageContaining("one command is expected");
    }

    @Test
    void splitsWordsAsShlexDoes() throws IOException, InterruptedException {
        Random random = new Random(23);
        List<String> texts = new ArrayList<>();
        String alphabet = "ab'\"\\ \n=-$#;|";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder("w ");
            for (int length = random.nextInt(15); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            texts.add(text.toString());
        }
        Process python = new ProcessBuilder("python3", "-c", """
                        import json, shlex, sys
                        def split(text):
                            try:
                                return shlex.split(text)
                            except ValueError:
                                return None
                        json.dump([split(text) for text in json.load(sys.stdin)], sys.stdout)
                        """)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        python.getOutputStream().write(Json.text(Json.array(texts)).getBytes(StandardCharsets.UTF_8));
        python.getOutputStream().close();
        List<String> expected = new ArrayList<>();
        Json.parse(python.getInputStream()).forEach(item -> expected.add(Json.text(item)));
        assertThat(python.waitFor()).isZero();
        assertThat(texts.stream().map(CommandSplitterTest::ours)).isEqualTo(expected);
    }

    private static String ours(String text) {
        try {
            return Json.text(Json.array(CommandSplitter.words(text)));
        } catch (IllegalArgumentException refused) {
            return "null";
        }
    }
}
