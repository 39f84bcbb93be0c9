package fatbuildr.registry.apt;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.registry.InMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPropertyTest {
    @TempDir(factory = InMemory.class)
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changedIndexesEqualThoseMadeFromNothing(long seed) {
        Random random = new Random(seed);
        Fixture.Rows rows = new Fixture.Rows();
        AptRepository repository = Fixture.repository(directory.resolve("changed"));
        for (int round = 0; round < 40; round++) {
            SuiteChange change = rows.random(random, round % 10 == 9 ? 200 : 6);
            boolean asked[] = {false};
            repository.publish(Fixture.SUITE, change, () -> {
                asked[0] = true;
                return rows.all().stream();
            });
            assertThat(asked[0]).as("listing asked for in round " + round).isEqualTo(round == 0);
            if (random.nextInt(8) == 0) {
                repository = Fixture.repository(directory.resolve("changed"));
            }
            if (round % 3 == 0) {
                Path fresh = directory.resolve("fresh" + round);
                Fixture.repository(fresh).rebuild(Fixture.SUITE, "", () -> rows.all().stream());
                assertThat(Indexes.texts(directory.resolve("changed"))).isEqualTo(Indexes.texts(fresh));
            }
        }
        assertThat(repository.verify("bookworm")).allMatch(problem -> problem.startsWith("package file pool/x"));
    }

    @Test
    void removingEverythingLeavesEmptyIndexes() {
        Random random = new Random(4);
        Fixture.Rows rows = new Fixture.Rows();
        AptRepository repository = Fixture.repository(directory);
        SuiteChange first = rows.random(random, 100);
        repository.publish(Fixture.SUITE, first, () -> rows.all().stream());
        SuiteChange gone =
                rows.apply(List.of(), rows.all().stream().map(IndexEntry::key).toList());
        repository.publish(Fixture.SUITE, gone, Stream::empty);
        assertThat(Indexes.texts(directory)).allMatch(text -> text.indexOf('\n') == text.length() - 1);
        assertThat(repository.verify("bookworm")).isEmpty();
        SuiteChange again = rows.random(random, 100);
        repository.publish(Fixture.SUITE, again, () -> rows.all().stream());
        assertThat(Indexes.texts(directory)).anyMatch(text -> text.contains("Package: "));
    }

    @Test
    void sameChangesGiveTheSameBytes() throws Exception {
        List<List<String>> contents = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path root = directory.resolve(name);
            Clock clock = Clock.fixed(Instant.parse("2026-03-03T10:00:00Z"), ZoneOffset.UTC);
            AptRepository repository =
                    AptRepository.open(root, Fixture.SETTINGS, () -> Fixture.KEYRING.signer("secret", clock), clock);
            Random random = new Random(6);
            Fixture.Rows rows = new Fixture.Rows();
            for (int round = 0; round < 10; round++) {
                SuiteChange change = rows.random(random, 30);
                repository.publish(Fixture.SUITE, change, () -> rows.all().stream());
            }
            contents.add(files(root));
        }
        assertThat(contents.getFirst()).isEqualTo(contents.getLast()).hasSizeGreaterThan(20);
    }

    private static List<String> files(Path root) throws Exception {
        try (Stream<Path> paths = Files.walk(root)) {
            List<String> files = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                if (Files.isRegularFile(path)) {
                    String time = path.toString().endsWith("Release")
                            ? Files.getLastModifiedTime(path).toString()
                            : "";
                    files.add(root.relativize(path) + " " + Sha256.of(Files.readAllBytes(path)) + " " + time);
                }
            }
            return files;
        }
    }
}
