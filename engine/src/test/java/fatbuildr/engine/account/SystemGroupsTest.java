package fatbuildr.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the accounts this machine really has. */
final class SystemGroupsTest {
    private final SystemGroups groups = new SystemGroups();

    /** The quirk of http-api.md section 5.3: the primary group counts, though it lists no member. */
    @Test
    void thePrimaryGroupCounts() {
        assertThat(groups.contains("root", "root")).isTrue();
        assertThat(groups.contains("nogroup", "nobody")).isTrue();
        assertThat(groups.contains("root", "nobody")).isFalse();
    }

    @Test
    void listedMembersCount() throws IOException {
        Optional<String[]> listed = entries("/etc/group")
                .filter(fields -> fields.length == 4 && !fields[3].isEmpty())
                .findFirst();
        listed.ifPresent(fields -> assertThat(
                        groups.contains(fields[0], fields[3].split(",", -1)[0]))
                .isTrue());
        for (String[] account : entries("/etc/passwd").limit(5).toList()) {
            List<String> own = entries("/etc/group")
                    .filter(group -> group[2].equals(account[3]))
                    .map(group -> group[0])
                    .toList();
            own.forEach(group -> assertThat(groups.contains(group, account[0]))
                    .as(account[0])
                    .isTrue());
        }
    }

    private static Stream<String[]> entries(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().map(line -> line.split(":", -1));
    }

    /** peer-defect-21: a group or user that does not exist is nobody's, not a failure. */
    @ParameterizedTest
    @CsvSource({
        "no-such-group,root",
        "root,no-such-user",
        "0,root",
        "root,0",
        "root,+0",
        "--help,root",
        "root,--help",
        "root:x,root",
        "'',root",
        "root,''"
    })
    void whatDoesNotExistIsEmpty_peerDefect21(String group, String user) {
        assertThat(groups.contains(group, user)).isFalse();
        assertThat(groups.contains(group, user)).isFalse();
    }

    /** Name services that count how often they are asked, at a time that stands still. */
    private static final class Counted implements SystemGroups.Programs {
        private Duration passed = Duration.ZERO;
        private String members = "";
        private final List<List<String>> asked = new ArrayList<>();

        @Override
        public Optional<String> output(String... words) {
            asked.add(List.of(words));
            return words[0].equals("getent") ? Optional.of("staff:x:50:" + members + "\n") : Optional.empty();
        }

        SystemGroups groups() {
            return new SystemGroups(() -> passed.toNanos(), this);
        }
    }

    @Test
    void answersAreRememberedForHalfAMinute() {
        Counted machine = new Counted();
        SystemGroups known = machine.groups();
        for (int request = 0; request < 10; request++) {
            assertThat(known.contains("staff", "alice")).isFalse();
        }
        assertThat(machine.asked)
                .containsExactly(List.of("getent", "group", "--", "staff"), List.of("id", "-Gnz", "--", "alice"));

        machine.members = "alice";
        machine.passed = machine.passed.plusSeconds(29);
        assertThat(known.contains("staff", "alice")).isFalse();
        machine.passed = machine.passed.plusSeconds(1);
        assertThat(known.contains("staff", "alice")).isTrue();

        machine.members = "";
        assertThat(known.contains("staff", "alice")).isTrue();
        machine.passed = machine.passed.plusSeconds(30);
        assertThat(known.contains("staff", "alice")).isFalse();
    }

    @Test
    void manyNamesPushOutTheOldestOnes() {
        Counted machine = new Counted();
        SystemGroups known = machine.groups();
        known.contains("staff", "first");
        for (int user = 0; user < 1000; user++) {
            known.contains("staff", "user" + user);
        }
        machine.asked.clear();
        known.contains("staff", "user999");
        assertThat(machine.asked).doesNotContain(List.of("id", "-Gnz", "--", "user999"));
        known.contains("staff", "first");
        assertThat(machine.asked).contains(List.of("id", "-Gnz", "--", "first"));
    }
}
