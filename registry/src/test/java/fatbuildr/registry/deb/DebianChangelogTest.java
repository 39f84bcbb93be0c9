package fatbuildr.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.api.ChangelogEntry;
import fatbuildr.registry.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianChangelogTest {
    private static final String TEXT = """
            hello (2.10-3+deb12u1) bookworm-security; urgency=high, binary-only=yes

              [ Jane Roe ]
              * One thing that needs
                two lines
                - and a detail
              * Another.

              Loose text.

             -- Jane Roe <jane@example.org>  Tue, 03 Mar 2026 09:15:00 +0100

            hello (1:2.10-2) unstable experimental; urgency=low

              * Wrong week day.

             -- J. R. "X" <j@example.org>  Mon,  3 Mar 2026 9:15:00 -0530

            hello (2.10-1) unstable; urgency=low

              * No date.

             -- Nobody <n@example.org>  sometime
            vim: et
            Local variables:
            """;

    @TempDir
    Path directory;

    @Test
    void joinsContinuationLinesAndToleratesBadDates() {
        assertThat(DebianChangelog.parse(TEXT, "x"))
                .containsExactly(
                        new ChangelogEntry(
                                "2.10-3+deb12u1",
                                "Jane Roe <jane@example.org>",
                                1772525700,
                                List.of(
                                        "[ Jane Roe ]",
                                        "One thing that needs two lines - and a detail",
                                        "Another.",
                                        "Loose text.")),
                        new ChangelogEntry(
                                "1:2.10-2", "J. R. \"X\" <j@example.org>", 1772549100, List.of("Wrong week day.")),
                        new ChangelogEntry("2.10-1", "Nobody <n@example.org>", 0, List.of("No date.")));
    }

    @Test
    void findsTheVersionsThatDpkgFinds() throws Exception {
        Debs.write(directory.resolve("changelog"), TEXT);
        String theirs = Command.run(
                directory, "sh", "-c", "dpkg-parsechangelog -l changelog --all --format rfc822 -S Version 2>/dev/null");
        assertThat(DebianChangelog.parse(TEXT, "x").stream()
                        .map(ChangelogEntry::version)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(String.join(
                        " ", theirs.strip().lines().filter(l -> !l.isBlank()).toList()));
    }

    @Test
    void anythingElseGivesNothing() {
        assertThat(DebianChangelog.parse("", "x")).isEmpty();
        assertThat(DebianChangelog.parse("\0\n -- x\n  * y\nrandom text (1)\n", "x"))
                .isEmpty();
    }
}
