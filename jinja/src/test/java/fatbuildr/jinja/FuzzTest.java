package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.jinja.value.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken templates fail with a {@link TemplateException} or render; nothing else ever comes out. */
final class FuzzTest {
    private static final int MUTANTS = 20_000;
    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-%}",
            "{%-",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "\\",
            "|",
            ".",
            ",",
            ":",
            "*",
            "**",
            "//",
            "~",
            "=",
            " if ",
            " else ",
            " in ",
            " is ",
            " not ",
            " for ",
            "{% endif %}",
            "{% endfor %}",
            "{% else %}",
            "{% raw %}",
            "{% endraw %}",
            "0",
            "1e9",
            "none",
            "list",
            "|list",
            "|join",
            "%s",
            "{:>9}",
            "[::-1]",
            "()",
            "*list",
            "**dict",
            "loop",
            "caller()",
            "\n",
            "\r",
            "\u0000",
            "é",
            "😀",
            "\ud800",
            "10**9",
            "-1",
            "0x",
            "1.",
            "__class__",
            "|map('e')",
            "|sort",
            "|groupby('a')",
            "|tojson");

    @Test
    void mutatedTemplatesFailCleanly() throws Exception {
        List<String> sources =
                CaseFiles.cases().stream().map(Case::source).distinct().toList();
        Map<String, String> templates = CaseFiles.templates();
        Map<String, Object> variables = CaseFiles.variables();
        Environment environment = Environment.builder()
                .loader(name -> Optional.ofNullable(templates.get(name)))
                .limits(new Limits(20_000, 100_000, 20, 1000))
                .build();
        Random random = new Random(20261121);
        int rendered = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String source = mutate(sources.get(random.nextInt(sources.size())), random);
            try {
                environment.parse("mutant", source).render(variables);
                rendered++;
            } catch (TemplateException expected) {
                assertThat(expected.getMessage()).as(source).matches("(?s)[a-z_]+:[0-9]+: .+");
            } catch (RuntimeException | Error crash) {
                throw new AssertionError("mutant " + i + " crashed: " + source, crash);
            }
        }
        assertThat(rendered).as("mutants that still render").isBetween(MUTANTS / 20, MUTANTS - MUTANTS / 20);
    }

    private static String mutate(String source, Random random) {
        StringBuilder mutant = new StringBuilder(source);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, mutant.substring(at, end));
                case 2 -> mutant.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> mutant.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> mutant.insert(at, (char) random.nextInt(0x250));
            }
        }
        return mutant.toString();
    }
}
