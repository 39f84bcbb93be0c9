package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IniParserTest {
    private static final String REFERENCE = """
            import configparser, json, sys
            results = []
            for text in json.load(sys.stdin):
                parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
                try:
                    parser.read_string(text)
                    raw = {s: dict(parser._sections[s]) for s in parser._sections}
                    raw["DEFAULT"] = dict(parser._defaults)
                    values = {}
                    for section in parser.sections():
                        for option in parser.options(section):
                            try:
                                values[section + "/" + option] = parser.get(section, option)
                            except configparser.Error:
                                values[section + "/" + option] = None
                    results.append({"raw": raw, "values": values})
                except configparser.Error:
                    results.append(None)
            json.dump(results, sys.stdout)
            """;

    @Test
    void readsAsTheReferenceParserDoes() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>(List.of(
                "[a]\nx = 1 ; no comment\ny: 2\n",
                "[a]\nX=1\n   deeper\n\n   after blank\n# comment\n   after comment\nz =\n",
                "[DEFAULT]\nd = 1\n[a]\nx = ${d}${y}$$\ny=$${d}\n[b]\nx=${a:x}\n",
                "  [a]\n  x = 1\n    more\n  y = 2\n y2 = 3\n",
                "[a]]\nx=1\n[b] rest\ny=1\n",
                "[a]\nx = ${x}\n[b]\nx=${c}\ny=$\nz=${a:b:c}\nw=$x\nv=${}\n",
                "[a]\nx=1\nx=2\n",
                "[a]\n[a]\n",
                "[DEFAULT]\nx=1\n[DEFAULT]\ny=1\n",
                "x=1\n",
                "[a]\nnonsense\n",
                "[a]\n= 1\n",
                "[]\nx=1\n"));
        Random random = new Random(17);
        String[] pieces = {
            "[a]",
            "[b]",
            "[DEFAULT]",
            "x",
            "y",
            " = ",
            ": ",
            "=",
            "\n",
            "\n",
            "\n  ",
            "\n    ",
            "1",
            "word",
            "# c",
            "; c",
            "${x}",
            "${b:y}",
            "$$",
            "$",
            "${",
            "}",
            "[",
            "]",
            "\n\n",
            " "
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "[a]\n" : "");
            for (int length = random.nextInt(25); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            texts.add(text.toString());
        }
        JsonNode expected = reference(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(ours(texts.get(i)))
                    .as("text %d: %s", i, texts.get(i))
                    .isEqualTo(expected.get(i).isNull() ? "null" : Json.text(expected.get(i)));
        }
    }

    private static String ours(String text) {
        Map<String, Map<String, IniEntry>> sections;
        try {
            sections = IniParser.parse("f.ini", text);
        } catch (FatbuildrException refused) {
            assertThat(refused).hasMessageMatching("(?s)f\\.ini:[0-9]+: .*");
            return "null";
        }
        ObjectNode node = Json.object();
        ObjectNode raw = node.putObject("raw");
        raw.putObject("DEFAULT");
        sections.forEach((name, options) -> {
            ObjectNode section = raw.putObject(name);
            options.forEach((key, entry) -> section.put(key, entry.value()));
        });
        Ini ini = new Ini();
        ini.add(sections);
        ObjectNode values = node.putObject("values");
        sections.forEach((name, options) -> {
            if (!name.equals("DEFAULT")) {
                options.keySet().forEach(key -> values.put(name + "/" + key, value(ini, name, key)));
                sections.getOrDefault("DEFAULT", Map.of())
                        .keySet()
                        .forEach(key -> values.put(name + "/" + key, value(ini, name, key)));
            }
        });
        return Json.text(node);
    }

    private static String value(Ini ini, String section, String key) {
        try {
            return ini.value(section, key).orElseThrow();
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static JsonNode reference(List<String> texts) throws IOException, InterruptedException {
        ArrayNode input = Json.array(texts);
        Process python = new ProcessBuilder("python3", "-c", REFERENCE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        python.getOutputStream().write(Json.text(input).getBytes(StandardCharsets.UTF_8));
        python.getOutputStream().close();
        JsonNode output = Json.parse(python.getInputStream());
        assertThat(python.waitFor()).isZero();
        return output;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x = 1                | f.ini:1: text before the first section: x = 1
            [a];;[a]             | f.ini:3: section [a] is given twice in this file
            [a];x=1;y=2;X=3      | f.ini:4: [a] x is given twice in this file
            [a];oops             | f.ini:2: [a] neither a section nor "name = value": oops
            """)
    void errorsTellFileAndLine(String text, String message) {
        assertThatThrownBy(() -> IniParser.parse("f.ini", text.replace(";", "\n")))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(message);
    }

    @Test
    void exponentialReferencesAreBounded() {
        StringBuilder text = new StringBuilder("[a]\nx0 = 0123456789\n");
        for (int i = 1; i < 9; i++) {
            text.append("x" + i + " = " + ("${x" + (i - 1) + "}").repeat(50) + "\n");
        }
        Ini ini = new Ini();
        ini.add(IniParser.parse("f.ini", text.toString()));
        assertThatThrownBy(() -> ini.value("a", "x8")).hasMessage("the value grows too long");
    }
}
