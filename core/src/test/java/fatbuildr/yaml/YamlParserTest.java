package fatbuildr.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.10", "1.0", "08", "0x10", "1e3", "yes", "2026-01-01", "12:30", "1_000", "true", "+1"})
    void scalarsKeepTheirText(String text) {
        YamlNode.Mapping mapping = parse("v: " + text + "\n" + text + ": k").mapping();
        assertThat(mapping.text("v")).isEqualTo(text);
        assertThat(mapping.text(text)).isEqualTo("k");
    }

    @Test
    void placesNameFileLineAndKey() {
        YamlNode.Mapping root = parse("formats:\n  deb:\n    - name: a\n      tag:\n        - x\n")
                .mapping();
        YamlNode tag = root.required("formats")
                .mapping()
                .required("deb")
                .sequence()
                .items()
                .getFirst()
                .mapping()
                .required("tag");
        assertThatThrownBy(tag::text)
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("f.yml:4: formats.deb[0].tag: a text is expected, not a list");
        assertThatThrownBy(() -> root.text("name")).hasMessage("f.yml:1: key name is missing");
        assertThat(root.unknownKeys(Set.of())).containsExactly("f.yml:1: formats: unknown key, ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v:", "v: ~", "v: null", "{v: }"})
    void nullsAreAbsent(String text) {
        assertThat(parse(text).mapping().value("v")).isEmpty();
        assertThat(parse("v: ''").mapping().text("v")).isEmpty();
    }

    @Test
    void emptyDocumentsAreNull() {
        assertThat(parse("").isNull()).isTrue();
        assertThat(parse("# only a comment\n").isNull()).isTrue();
        assertThatThrownBy(() -> parse("").mapping()).hasMessage("f.yml:1: a mapping is expected, not nothing");
    }

    @Test
    void aliasesAndMergeKeysWork() {
        YamlNode.Mapping root =
                parse("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n").mapping();
        assertThat(root.required("b").mapping().text("x")).isEqualTo("1");
        assertThat(root.required("b").mapping().text("y")).isEqualTo("3");
        assertThat(root.required("c")).isEqualTo(root.required("a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: [                       | f.yml:2: invalid YAML
            'a: 1\\n\\tb: 2'           | f.yml:2: invalid YAML
            'a: "x\\u0001y"'           | f.yml: invalid YAML
            a: *b                      | f.yml:1: a: alias of an anchor that is not known here: b
            'a: &a [*a]'               | f.yml:1: a[0]: alias of an anchor that is not known here: a
            'a: 1\\nb: 2\\na: 3'       | f.yml:3: a: the key is given twice
            '? [a]\\n: b'              | f.yml:1: a key must be a text
            '~: b'                     | f.yml:1: a key must be a text
            'a: 1\\n---\\nb: 1'        | f.yml:2: a second document in the same file
            a: !!python/object:x.Y {}  | f.yml:1: a: tag tag:yaml.org,2002:python/object:x.Y is not allowed
            a: !evil x                 | f.yml:1: a: tag !evil is not allowed
            '{<<: x}'                  | f.yml:1: <<: a mapping is expected, not a text
            """)
    void hostileTextIsOneError(String text, String message) {
        String document = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");
        assertThatThrownBy(() -> parse(document + (document.endsWith("[") ? "\n" : "")))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void anchorBombsAreHarmless() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 20; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + " , ").repeat(9) + "]\n");
        }
        assertThatThrownBy(() -> parse(bomb.toString())).hasMessageContaining("more than 100 aliases");
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThatThrownBy(() -> parse("[".repeat(50_000))).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> parse("a: ".repeat(3) + "\n")).isInstanceOf(FatbuildrException.class);
        assertThatThrownBy(() -> YamlParser.parse("f.yml", new byte[2 << 20])).hasMessageContaining("larger than");
    }

    @Test
    void filesThatAreNoText(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("x.yml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertThatThrownBy(() -> YamlParser.read(file)).hasMessage(file + ": the file is not UTF-8 text");
        assertThatThrownBy(() -> YamlParser.read(directory)).hasMessageStartingWith(directory + ": cannot be read");
    }

    @Test
    void randomTextOnlyFailsTheKnownWay() {
        Random random = new Random(5);
        String alphabet = "ab: -\n\n  ?,[]{}&*!|>'\"%@`#\t~<.\u00e9";
        int failures = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                YamlParser.parse("f.yml", text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (FatbuildrException expected) {
                failures++;
                assertThat(expected).hasMessageStartingWith("f.yml").hasMessageNotContaining("\n");
            }
        }
        assertThat(failures).isBetween(1000, 19_999);
    }

    private static YamlNode parse(String text) {
        return YamlParser.parse("f.yml", text);
    }
}
