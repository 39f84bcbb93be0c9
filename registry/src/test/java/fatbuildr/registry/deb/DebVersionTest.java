package fatbuildr.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebVersionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1.0~rc1,1.0,-1",
        "1.0~~,1.0~,-1",
        "1.0,1.0-0,0",
        "0:1.0,1.0,0",
        "1.00,1.0,0",
        "1:0,9,1",
        "1.10,1.9,1",
        "1.0a,1.0+,-1",
        "1.0-1+deb12u1,1.0-1,1",
        "1.0-1~bpo12,1.0-1,-1",
        "99999999999999999999998,99999999999999999999999,-1",
        "1.0-1-2,1.0-1,1",
    })
    void comparesAsPolicySays(String a, String b, int expected) {
        assertThat(Integer.signum(DebVersion.parse(a).compareTo(DebVersion.parse(b))))
                .isEqualTo(expected);
        assertThat(Integer.signum(DebVersion.parse(b).compareTo(DebVersion.parse(a))))
                .isEqualTo(-expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a1", "1 0", "1.0-", ":1", "x:1", "1:", "99999999999:1", "1_0", "1.0\n", "-1", "1/2", "é"})
    void refusesWhatIsNoVersion(String text) {
        assertThatThrownBy(() -> DebVersion.parse(text))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("Invalid Debian version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.0-1", "2:1.0-1-3", "0:1:2", "3:1:2-4", "1.0~a+b-1.2~c"})
    void printsWhatItParsed(String text) {
        assertThat(DebVersion.parse(text)).hasToString(text);
    }

    /**
     * dpkg starts one process per comparison, so instead of running it on each pair we sort many versions by our order
     * and have {@code dpkg --compare-versions} confirm each neighbour: its own order being total, that confirms all
     * 1500 * 1499 / 2 = 1,124,250 pairs.
     */
    @Test
    void dpkgConfirmsTheOrderOfOverAMillionPairs() throws Exception {
        Random random = new Random(20261);
        List<String> versions = new ArrayList<>();
        while (versions.size() < 1500) {
            versions.add(generate(random, 3));
        }
        versions.sort((a, b) -> DebVersion.parse(a).compareTo(DebVersion.parse(b)));
        StringBuilder pairs = new StringBuilder();
        for (int i = 1; i < versions.size(); i++) {
            String a = versions.get(i - 1);
            String b = versions.get(i);
            String relation = DebVersion.parse(a).compareTo(DebVersion.parse(b)) == 0 ? "eq" : "lt";
            pairs.append(a).append(' ').append(relation).append(' ').append(b).append('\n');
        }
        Path script = directory.resolve("compare");
        Files.writeString(script, """
                n=0
                while read -r a relation b; do
                  dpkg --compare-versions "$a" "$relation" "$b" || echo "$a $relation $b"
                  n=$((n+1))
                done
                echo "$n compared"
                """);
        Command.Outcome outcome = Command.outcome(directory, pairs.toString(), "sh", script.toString());
        assertThat(outcome.output()).isEqualTo("1499 compared\n");
    }

    /**
     * dpkg's own Perl module compares pairs without a process each; it compares numbers as floating point, so long
     * runs of digits are left to the test above.
     */
    @Test
    void agreesWithDpkgOnAHundredThousandPairs() {
        Random random = new Random(42);
        StringBuilder pairs = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            String a = generate(random, 1);
            String b = random.nextInt(4) == 0 ? generate(random, 1) : mutate(a, random);
            pairs.append(a).append(' ').append(b).append('\n');
            int ours = DebVersion.parse(a).compareTo(DebVersion.parse(b));
            expected.append(a)
                    .append(' ')
                    .append(Integer.signum(ours))
                    .append(' ')
                    .append(b)
                    .append('\n');
        }
        String program = "while (<STDIN>) { my ($a, $b) = split; print \"$a \", version_compare($a, $b), \" $b\\n\"; }";
        Command.Outcome outcome =
                Command.outcome(directory, pairs.toString(), "perl", "-MDpkg::Version", "-e", program);
        assertThat(outcome.output().equals(expected.toString()))
                .as(() -> firstDifference(outcome.output(), expected.toString()))
                .isTrue();
    }

    private static String firstDifference(String theirs, String ours) {
        List<String> a = theirs.lines().toList();
        List<String> b = ours.lines().toList();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return "dpkg: " + a.get(i) + ", ours: " + b.get(i);
            }
        }
        return a.size() + " and " + b.size() + " lines";
    }

    private static String generate(Random random, int runs) {
        String epoch = random.nextInt(5) == 0 ? random.nextInt(3) + ":" : "";
        String revision = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "-0";
            default -> "-" + part(random, "0019azAZ.+~~", 5, 1, runs);
        };
        String upstream =
                random.nextInt(3) + part(random, "0123459abZ.+~~-" + (epoch.isEmpty() ? "" : ":"), 8, 0, runs);
        String version = epoch + upstream + revision;
        // a colon after the last hyphen, or nothing after it, is no version: try again
        return version.substring(version.lastIndexOf('-') + 1).matches("[^:]+") || !version.contains("-")
                ? version
                : generate(random, runs);
    }

    private static String part(Random random, String alphabet, int max, int min, int runs) {
        StringBuilder text = new StringBuilder();
        int length = min + random.nextInt(max);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(20) == 0) {
                text.append(runs == 1 ? "1234" : "1234567890".repeat(1 + random.nextInt(runs)));
            }
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** A near tie: one character added, dropped or changed, where that still is a version. */
    private static String mutate(String version, Random random) {
        String inserted = List.of("~", "0", "1", "+", ".", "a", "").get(random.nextInt(7));
        int at = 1 + random.nextInt(version.length());
        int drop = random.nextInt(2) == 0 || at == version.length() ? 0 : 1;
        String changed = version.substring(0, at) + inserted + version.substring(at + drop);
        try {
            DebVersion.parse(changed);
            return changed;
        } catch (FatbuildrException e) {
            return version;
        }
    }
}
