package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyringTest {
    private static final String NONE = "{\"error\":\"No keyring available on this instance\"}";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    private Ctl.Outcome run(String... args) {
        return new Ctl(home).uri(server).run(args);
    }

    @Test
    void theKeyIsShown() {
        server.json("GET /lab/keyring.json", """
                {"algo":"rsa4096","creation":1893492000,"expires":null,
                 "fingerprint":"0A1B2C3D4E5F60718293A4B58F3A21C4D5E60718","id":"8F3A21C4D5E60718","last_update":null,
                 "subkey":{"algo":"rsa4096","creation":1893492003,"expires":1925028003,
                           "fingerprint":"1122334455667788990011223344556677889900"},
                 "userid":"Lab Bot <bot@lab.example>"}""");
        assertThat(run("keyring")).isEqualTo(new Ctl.Outcome(0, """
                masterkey:
                  userid: Lab Bot <bot@lab.example>
                  id: 8F3A21C4D5E60718
                  fingerprint: 0A1B2C3D4E5F60718293A4B58F3A21C4D5E60718
                  algo: rsa4096
                  expires: never
                  creation: 2030-01-01 10:00:00
                  last update: never
                  subkey:
                    fingerprint: 1122334455667788990011223344556677889900
                    algo: rsa4096
                    expires: 2031-01-01 10:00:03
                    creation: 2030-01-01 10:00:03
                """, ""));
        assertThat(run("keyring", "show", "--json").out()).contains("\"id\": \"8F3A21C4D5E60718\"");
    }

    @Test
    void withoutAKeyThereIsNothingToShow() {
        server.json("GET /lab/keyring.json", 404, NONE);
        assertThat(run("keyring", "show"))
                .isEqualTo(new Ctl.Outcome(0, "No keyring available on URI " + server.uri() + "\n", ""));
        assertThat(run("keyring", "show", "--json").out()).isEqualTo("null\n");
    }

    @Test
    void exportPrintsTheKeyAndNothingElse() {
        String key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ\n-----END PGP PUBLIC KEY BLOCK-----\n";
        server.answer(
                "GET /lab/keyring.asc", StubServer.prepared(200, "text/plain; charset=utf-8", StubServer.bytes(key)));
        assertThat(run("keyring", "export")).isEqualTo(new Ctl.Outcome(0, key, ""));
    }

    /** peer-defect-26 */
    @Test
    void exportWithoutAKeyIsAnError() {
        server.json("GET /lab/keyring.asc", 404, NONE);
        assertThat(run("keyring", "export"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "ERROR ⸬ server error: no keyring available on URI " + server.uri() + "\n"
                                + "hint: create one with: fatbuildrctl keyring create\n"));
    }

    @Test
    void aPageOfAProxyIsNoKey() {
        server.html("GET /lab/keyring.asc", 200, "<html>log in</html>");
        Ctl.Outcome outcome = run("keyring", "export");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("did not answer as a Fatbuildr server does (text/html; charset=utf-8)");
    }

    @Test
    void creationIsFollowed() {
        server.json("POST /lab/keyring", Wire.SUBMITTED);
        Wire.following(server, Wire.BUILD, true);
        assertThat(run("keyring", "create").out())
                .startsWith("Submitted keyring creation task " + Wire.BUILD + "\n")
                .endsWith("Task succeeded\n");
    }

    /** peer-defect-6 and peer-defect-26 */
    @Test
    void aRenewalThatFailsExitsWithOne() {
        server.json("POST /lab/keyring/renewal", Wire.SUBMITTED);
        Wire.following(server, Wire.BUILD, false);
        Ctl.Outcome outcome = run("keyring", "renew", "--duration", "1y");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("Submitted keyring renewal task " + Wire.BUILD + "\n");
        assertThat(server.received().getFirst().body()).isEqualTo("{\"duration\":\"1y\"}");
        assertThat(server.received().getFirst().header("Content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5d", "6w"})
    void batchDoesNotFollow(String duration) {
        server.json("POST /lab/keyring/renewal", Wire.SUBMITTED);
        assertThat(run("keyring", "renew", "--duration=" + duration, "--batch"))
                .isEqualTo(new Ctl.Outcome(0, "Submitted keyring renewal task " + Wire.BUILD + "\n", ""));
        assertThat(server.lines()).containsExactly("POST /lab/keyring/renewal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1h", "y", "-1", "1 y", "1.5y"})
    void durationsAreCheckedBeforeAnythingIsSent(String duration) {
        Ctl.Outcome outcome = run("keyring", "renew", "--duration=" + duration);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("ERROR ⸬ runtime error: duration " + duration + " is not");
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void renewalNeedsADuration() {
        assertThat(run("keyring", "renew").code()).isEqualTo(1);
    }

    @Test
    void purgesOfTheHistoryAreTasks() {
        server.json("POST /lab/history/purge", Wire.SUBMITTED);
        assertThat(run("history", "purge", "--batch").out())
                .isEqualTo("Submitted tasks history purge task " + Wire.BUILD + "\n");
    }
}
