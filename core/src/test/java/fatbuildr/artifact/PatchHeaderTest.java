package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatchHeaderTest {
    private static final String DIFF = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-Formats: none\n+y: z\n";

    /** peer-defect-14: three dashes right after the last field close the header and are no part of the field. */
    @Test
    void dashesCloseTheHeaderWithoutABlankLine() {
        PatchHeader header = PatchHeader.parse("Description: fix\nFormats: deb\n---\n" + DIFF);
        assertThat(header.field("Formats")).contains("deb");
        assertThat(header.mismatch("deb", "sid")).isEmpty();
        assertThat(PatchHeader.parse("Formats: deb\n" + DIFF).field("Formats")).contains("deb");
        assertThat(PatchHeader.parse("Formats: deb\ndiff --git a/x b/x\n").field("Formats"))
                .contains("deb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DIFF,
                "",
                "\n\n",
                "diff --git a/x b/x\nnew file mode 100644\n",
                "Index x\n=====\n",
                "some words\nFormats: deb\n",
                " leading blank: x\n",
                "Only in a: b c\n--- a\n"
            })
    void theHeaderIsOptional(String text) {
        assertThat(PatchHeader.parse(text).mismatch("rpm", "el9")).isEmpty();
        assertThat(PatchHeader.parse(text).isTemplate()).isFalse();
    }

    @Test
    void fieldsAreFoundInAnyCaseAndContinue() {
        PatchHeader header = PatchHeader.parse(
                "\n\nDESCRIPTION: one\n two\n\tthree\n# comment\nbug-Debian: http://x/1\n\nFormats: rpm\n");
        assertThat(header.field("Description")).contains("one\ntwo\nthree");
        assertThat(header.field("Bug-DEBIAN")).contains("http://x/1");
        assertThat(header.field("Formats")).as("after the blank line").isEmpty();
    }

    @Test
    void mailedPatchesHaveFieldsToo() {
        PatchHeader header = PatchHeader.parse(
                "From 0123456789abcdef Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nTemplate: yes\n---\n x | 2 +-\n");
        assertThat(header.field("From")).contains("A <a@b>");
        assertThat(header.isTemplate()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "Yes,false", "true,false", "'yes please',false"})
    void templateIsExactlyYes(String value, boolean template) {
        assertThat(PatchHeader.parse("Template: " + value + "\n").isTemplate()).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Formats: deb                          | true
            Formats: rpm                          | false
            Formats: rpm deb                      | true
            Formats: rpm,deb                      | true
            Formats: rpm,;  deb                   | true
            Formats: debian                       | false
            Formats:                              | true
            Distributions: sid                    | true
            Distributions: el8  sid               | true
            Distributions: el8, el9               | false
            Distributions: si                     | false
            Formats: deb;Distributions: el8       | false
            Formats: rpm;Distributions: sid       | false
            Description: for rpm;Author: x        | true
            Description: a;not indented;Formats: rpm | false
            """)
    void selection(String fields, boolean selected) {
        PatchHeader header = PatchHeader.parse(fields.replace(";", "\n") + "\n\n" + DIFF);
        assertThat(header.mismatch("deb", "sid").isEmpty()).isEqualTo(selected);
    }

    @Test
    void theReasonNamesTheField() {
        assertThat(PatchHeader.parse("Distributions: el8 el9\n\n").mismatch("rpm", "fc40"))
                .contains("it is for distributions el8, el9 only");
    }

    @Test
    void otherEncodingsAreTolerated() {
        byte[] latin = "Author: J\u00f6rg <j@x>\nFormats: deb\n\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PatchHeader.parse(latin).field("Formats")).contains("deb");
    }

    @Test
    void randomBytesNeverFail() {
        Random random = new Random(41);
        for (int i = 0; i < 5000; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            for (int at = 0; at < noise.length; at += 3) {
                noise[at] = (byte) ":\n- F#\tx".charAt(Math.floorMod(noise[at], 8));
            }
            assertThat(PatchHeader.parse(noise).fields().size()).isLessThanOrEqualTo(noise.length);
        }
    }
}
