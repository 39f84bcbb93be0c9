package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.api.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --json} a listing command prints one document, the objects as the server gives them. */
final class JsonOutputTest {
    private static final String TASKS = "[" + Wire.update(Wire.BUILD, "running", "unknown") + ","
            + Wire.update(Wire.OTHER, "pending", "unknown") + "]";
    private static final String HISTORY = "[" + Wire.update(Wire.BUILD, "finished", "failed") + "]";
    private static final String ARTIFACTS =
            "[{\"name\":\"acme\",\"architecture\":\"x86_64\",\"version\":\"3.1-2.el9\",\"size\":51200}]";
    private static final String KEYRING = """
            {"algo":"rsa4096","creation":1893492000,"expires":null,"fingerprint":"0A1B2C3D4E5F6071",
             "id":"8F3A21C4D5E60718","last_update":null,"userid":"Lab Bot <bot@lab.example>",
             "subkey":{"algo":"rsa4096","creation":1893492003,"expires":1925028003,"fingerprint":"1122"}}""";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void serve() {
        server.json("GET /lab/tasks.json", TASKS)
                .json("GET /lab/history.json?limit=10", HISTORY)
                .json(
                        "GET /lab/pipelines/formats.json?distribution=el9",
                        "{\"rpm\":[{\"derivatives\":[\"main\"],\"distribution\":\"el9\",\"environment\":\"el9\"}]}")
                .json("GET /lab/registry/rpm/el9/main.json", ARTIFACTS)
                .json("GET /lab/keyring.json", KEYRING);
    }

    private static String served(String command) {
        return switch (command) {
            case "list" -> TASKS;
            case "history" -> HISTORY;
            case "registry -d el9" -> ARTIFACTS;
            case "keyring" -> KEYRING;
            default -> "[]";
        };
    }

    @ParameterizedTest
    @CsvSource({"list", "history", "registry -d el9", "keyring", "tokens"})
    void theDocumentIsTheServers(String command) {
        Ctl.Outcome outcome = new Ctl(home).uri(server).run((command + " --json").split(" "));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(Json.parse(outcome.out())).isEqualTo(Json.parse(served(command)));
    }

    @Test
    void anErrorIsALineOnStandardErrorAndNoDocument() {
        server.close();
        Ctl.Outcome outcome = new Ctl(home).uri(server).run("list", "--json");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().filter(line -> !line.startsWith("hint: ")))
                .hasSize(1);
    }
}
