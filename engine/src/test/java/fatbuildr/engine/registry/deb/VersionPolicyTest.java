package fatbuildr.engine.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DebVersion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VersionPolicyTest {
    private long id;

    /** Written as {@code name/architecture/version/source/source version/content}. */
    private PackageRow row(String text) {
        String[] words = text.split("/", 6);
        return new PackageRow(
                id++,
                words[0],
                words[1],
                DebVersion.parse(words[2]),
                words[3],
                DebVersion.parse(words[4]),
                10,
                words.length > 5 ? words[5] : "content");
    }

    private Change decide(int keep, List<String> existing, String... incoming) {
        return new VersionPolicy(keep)
                .decide(
                        existing.stream().map(this::row).toList(),
                        Arrays.stream(incoming)
                                .map(text -> new Incoming(row(text), "", List.of(), _ -> {}))
                                .toList());
    }

    private static List<String> names(List<PackageRow> rows) {
        return rows.stream().map(PackageRow::toString).sorted().toList();
    }

    private static List<String> added(Change change) {
        return names(change.added().stream().map(Incoming::row).toList());
    }

    @Test
    void aHigherVersionReplaces() {
        Change change = decide(
                1,
                List.of("a/source/1-1/a/1-1", "a/amd64/1-1/a/1-1"),
                "a/source/1-1+build0/a/1-1+build0",
                "a/amd64/1-1+build0/a/1-1+build0");
        assertThat(added(change)).containsExactly("a 1-1+build0 (amd64)", "a 1-1+build0 (source)");
        assertThat(names(change.removed())).containsExactly("a 1-1 (amd64)", "a 1-1 (source)");
    }

    @Test
    void binariesThatAreNotProducedAnyMoreLeave() {
        Change change = decide(
                1,
                List.of("a/source/1/a/1", "a/amd64/1/a/1", "a-doc/all/1/a/1", "a/arm64/1/a/1", "b/amd64/1/b/1"),
                "a/source/2/a/2",
                "a/amd64/2/a/2");
        assertThat(names(change.removed()))
                .containsExactly("a 1 (amd64)", "a 1 (arm64)", "a 1 (source)", "a-doc 1 (all)");
    }

    @Test
    void theNewestVersionsAreKept() {
        Change change = decide(
                2,
                List.of("a/source/1/a/1", "a/amd64/1/a/1", "a/source/2/a/2", "a/amd64/2/a/2"),
                "a/source/10/a/10",
                "a/amd64/10/a/10");
        assertThat(names(change.removed())).containsExactly("a 1 (amd64)", "a 1 (source)");
        assertThat(added(change)).hasSize(2);
    }

    @Test
    void aPackageMovesFromOneSourceToAnother() {
        Change change = decide(
                1,
                List.of("a/source/1/a/1", "lib/amd64/1/a/1", "a/amd64/1/a/1"),
                "lib/source/2/lib/2",
                "lib/amd64/2/lib/2");
        assertThat(names(change.removed())).containsExactly("lib 1 (amd64)");
    }

    @Test
    void theSameContentIsAccepted() {
        Change change = decide(1, List.of("a/amd64/1/a/1/same"), "a/amd64/1/a/1/same");
        assertThat(change.isEmpty()).isTrue();
        assertThat(change.unchanged()).hasSize(1);
    }

    @Test
    void theSameVersionWithOtherContentIsRefused() {
        assertThatThrownBy(() -> decide(1, List.of("a/amd64/1/a/1/one"), "a/amd64/1/a/1/other"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("a 1 (amd64) is published already with different content");
    }

    @Test
    void aLowerVersionIsRefused() {
        assertThatThrownBy(() -> decide(3, List.of("a/amd64/1:1/a/1:1"), "a/amd64/2/a/2"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("a 2 (amd64) is lower than the published version 1:1");
        assertThatThrownBy(() -> decide(1, List.of("a/all/2/a/2"), "a/amd64/1/a/1"))
                .hasMessageContaining("is lower than the published version 2");
    }

    @Test
    void ofManyVersionsAtOnceTheNewestEnter() {
        Change change = decide(1, List.of(), "a/amd64/1/a/1", "a/amd64/3/a/3", "a/amd64/2/a/2");
        assertThat(added(change)).containsExactly("a 3 (amd64)");
    }
}
