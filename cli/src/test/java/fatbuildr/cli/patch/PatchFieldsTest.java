package fatbuildr.cli.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatchFieldsTest {
    private static final List<String> PIECES = List.of(
            "Description: short\n",
            "Formats:deb\n",
            "Subject: [PATCH] x\n",
            " continued\n",
            " .\n",
            "\ttab\n",
            "\n",
            "free text\n",
            "https://bugs.example/1\n",
            "Ünicode: ä\n",
            ":\n",
            "# comment\n",
            "Bug: \n",
            "From 0123456789 Mon Sep\n");

    private static String random(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    /** What was written once is read back the same, so that exports repeat. */
    @Test
    void writtenFieldsAreReadBack() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            String text = random(random);
            PatchFields fields = PatchFields.ofMessage(text);
            assertThat(PatchFields.ofMessage(fields.text())).as(text).isEqualTo(fields);
            String patch = PatchFields.ofPatch(text).text();
            assertThat(PatchFields.ofPatch(patch + "\n\ndiff --git a/x b/x\n").text())
                    .as(text)
                    .isEqualTo(patch);
        }
    }

    /** Fields after the first paragraph of a patch have no effect on builds, and must not get one. */
    @Test
    void onlyTheFirstParagraphOfAPatchHasFields() {
        assertThat(PatchFields.ofPatch("Description: a\n\nFormats: deb\n\n--- a/x\n")
                        .text())
                .isEqualTo("Description: a\n .\n Formats: deb\n");
        assertThat(PatchFields.ofMessage("why\n\nFormats: deb\n").text()).isEqualTo("Description: why\nFormats: deb\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bob <bob@x>|Bob <bob@x>",
                "Bob <bob@x>, Eve <eve@x>|Bob <bob@x>",
                "bob@x|bob@x <bob@x>",
                "Bob|Bob <unknown@email.com>",
                "<bob@x>|Unknown Author <bob@x>",
                "\"Ray, Bob\" <bob@x>|Ray, Bob <bob@x>",
                "...|Unknown Author <unknown@email.com>",
                "''|Unknown Author <unknown@email.com>",
            })
    void authors(String text, String person) {
        assertThat(Person.parse(text)).hasToString(person);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0003-fix-build|fix-build|0007-fix-build",
                "fix.patch|fix.patch|0007-fix.patch",
                "0001-|0001-|0007-0001-",
                "0001- fix it.patch|fix it.patch|0007-fix-it.patch",
            })
    void names(String file, String title, String again) {
        assertThat(PatchName.title(file)).isEqualTo(title);
        assertThat(PatchName.file(7, title)).isEqualTo(again);
        assertThat(PatchName.file(12345, "ü/".repeat(300)).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(220);
    }
}
