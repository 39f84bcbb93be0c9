package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.build.ChangelogMessage;
import fatbuildr.error.FatbuildrException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DebChangelogEntryTest {
    private static String entry(String author, String... items) {
        return new DebChangelogEntry(
                        "hello",
                        "2.10-1.deb11+build0",
                        "bullseye",
                        new ChangelogMessage(List.of(items)),
                        author,
                        "jane@example.org",
                        Instant.parse("2026-03-03T10:15:00Z"))
                .text();
    }

    @Test
    void looksAsSpecified() {
        assertThat(entry("Jane Roe", "Rebuild for new compiler", "Fatbuildr task x@Example instance"))
                .isEqualTo("""
                hello (2.10-1.deb11+build0) bullseye; urgency=medium

                  * Rebuild for new compiler
                  * Fatbuildr task x@Example instance

                 -- Jane Roe <jane@example.org>  Tue, 03 Mar 2026 10:15:00 +0000
                """);
    }

    /** The expected lines are what debchange 2.23 writes for the same text. */
    @Test
    void longItemsAreWrappedAsDebchangeDoes() {
        String item = "word ".repeat(40) + "x".repeat(150) + " tail " + "y".repeat(68) + " " + "z".repeat(67) + " "
                + "q".repeat(69) + " end";

        assertThat(entry("Jane Roe", item).lines().skip(2).limit(11))
                .containsExactly(
                        "  * " + "word ".repeat(12) + "word",
                        "    " + "word ".repeat(12) + "word",
                        "    " + "word ".repeat(12) + "word",
                        "    word",
                        "    " + "x".repeat(68),
                        "    " + "x".repeat(68),
                        "    " + "x".repeat(14) + " tail",
                        "    " + "y".repeat(68),
                        "    " + "z".repeat(67),
                        "    " + "q".repeat(68),
                        "    q end");
    }

    @Test
    void authorCannotForgeTheTrailer() {
        assertThat(entry("Eve <root@example.org>  Mon\n -- X", "m")
                        .lines()
                        .toList()
                        .getLast())
                .isEqualTo(" -- Eve root@example.org Mon -- X <jane@example.org>  Tue, 03 Mar 2026 10:15:00 +0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "<>", "\n"})
    void emptyAuthorIsRefused(String author) {
        assertThatThrownBy(() -> entry(author, "m"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("name is empty");
    }
}
