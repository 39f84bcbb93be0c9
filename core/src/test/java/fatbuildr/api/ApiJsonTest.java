package fatbuildr.api;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiJsonTest {
    private static final Artifact BINARY = new Artifact("acme", "x86_64", "3.1-2.deb13", 51_200);
    private static final Artifact SOURCE = new Artifact("acme", "src", "3.1-2.deb13", 0);
    private static final ChangelogEntry ENTRY =
            new ChangelogEntry("3.1-2.deb13", "Alice Ray <alice@lab.example>", 1_893_499_200L, List.of("New upstream"));

    @Test
    void instance() {
        InstanceDefinition definition = new InstanceDefinition(
                "lab",
                "Lab packages",
                new InstanceDefinition.Owner("Lab Bot", "bot@lab.example"),
                List.of("x86_64"),
                new Pipelines(Map.of(), Map.of()));
        Instance instance = Instance.of(definition);
        assertThat(Json.text(ApiJson.array(List.of(instance), ApiJson::instance)))
                .isEqualTo("[{\"id\":\"lab\",\"name\":\"Lab packages\",\"userid\":\"Lab Bot <bot@lab.example>\"}]");
        assertThat(ApiJson.instance(ApiJson.instance(instance))).isEqualTo(instance);
    }

    @Test
    void pipelineItems() {
        PipelineItem deb = new PipelineItem("trixie", Optional.of("trixie"), List.of("main", "extra"));
        PipelineItem osi = new PipelineItem("vm", Optional.empty(), List.of("main"));
        assertThat(Json.text(ApiJson.pipelineItem(deb)))
                .isEqualTo(
                        "{\"derivatives\":[\"main\",\"extra\"],\"distribution\":\"trixie\",\"environment\":\"trixie\"}");
        assertThat(Json.text(ApiJson.pipelineItem(osi)))
                .isEqualTo("{\"derivatives\":[\"main\"],\"distribution\":\"vm\",\"environment\":null}");
        assertThat(ApiJson.pipelineItem(ApiJson.pipelineItem(osi))).isEqualTo(osi);
    }

    @Test
    void sourceDescription() {
        ArtifactDescription description = new ArtifactDescription.OfSource("acme", List.of(BINARY), List.of(ENTRY));
        assertThat(Json.text(ApiJson.description(description)))
                .isEqualTo("{\"artifact\":\"acme\","
                        + "\"binaries\":[{\"architecture\":\"x86_64\",\"name\":\"acme\",\"size\":51200,\"version\":\"3.1-2.deb13\"}],"
                        + "\"changelog\":[{\"author\":\"Alice Ray <alice@lab.example>\",\"changes\":[\"New upstream\"],"
                        + "\"date\":1893499200,\"version\":\"3.1-2.deb13\"}]}");
        assertThat(ApiJson.description(ApiJson.description(description))).isEqualTo(description);
    }

    @Test
    void binaryDescription() {
        ArtifactDescription description = new ArtifactDescription.OfBinary(
                "acme", SOURCE, List.of(), List.of(new ArtifactContent("/usr/bin/acme", "f", 40_960)));
        assertThat(Json.text(ApiJson.description(description)))
                .isEqualTo(
                        "{\"artifact\":\"acme\",\"changelog\":[],"
                                + "\"content\":[{\"path\":\"/usr/bin/acme\",\"size\":40960,\"type\":\"f\"}],"
                                + "\"source\":{\"architecture\":\"src\",\"name\":\"acme\",\"size\":0,\"version\":\"3.1-2.deb13\"}}");
        assertThat(ApiJson.description(ApiJson.description(description))).isEqualTo(description);
        ArtifactDescription orphan = new ArtifactDescription.OfBinary("acme", null, List.of(ENTRY), List.of());
        assertThat(Json.text(ApiJson.description(orphan))).contains("\"source\":null");
        assertThat(ApiJson.description(ApiJson.description(orphan))).isEqualTo(orphan);
    }

    @Test
    void filesBeyondTwoGibibytesKeepTheirSize() {
        Artifact huge = new Artifact("vm", "raw", "1-0", 5_000_000_000L);
        assertThat(ApiJson.artifact(ApiJson.artifact(huge))).isEqualTo(huge);
    }

    @Test
    void nullSizesOfOldDeletionsAreZero() {
        assertThat(ApiJson.artifact(
                        Json.parse("{\"name\":\"a\",\"architecture\":\"src\",\"version\":\"1-1\",\"size\":null}")))
                .isEqualTo(new Artifact("a", "src", "1-1", 0));
    }

    @Test
    void keyring() {
        KeyringInfo keyring = new KeyringInfo(
                "Lab Bot <bot@lab.example>",
                "0123456789ABCDEF",
                "F".repeat(40),
                "rsa4096",
                Optional.empty(),
                Instant.ofEpochSecond(1000),
                Optional.empty(),
                new KeyringInfo.Subkey(
                        "E".repeat(40),
                        "rsa4096",
                        Optional.of(Instant.ofEpochSecond(9000)),
                        Instant.ofEpochSecond(1000)));
        assertThat(Json.text(ApiJson.keyring(keyring)))
                .startsWith("{\"algo\":\"rsa4096\",\"creation\":1000,\"expires\":null,")
                .contains("\"last_update\":null", "\"expires\":9000");
        assertThat(ApiJson.keyring(ApiJson.keyring(keyring))).isEqualTo(keyring);
    }

    @Test
    void search() {
        Map<String, Map<String, Map<String, List<Artifact>>>> found =
                Map.of("deb", Map.of("trixie", Map.of("main", List.of(SOURCE))));
        assertThat(Json.text(ApiJson.search(found))).startsWith("{\"deb\":{\"trixie\":{\"main\":[{");
        assertThat(ApiJson.search(ApiJson.search(found))).isEqualTo(found);
        assertThat(Json.body(ApiJson.search(Map.of()))).isEqualTo("{}\n");
    }
}
