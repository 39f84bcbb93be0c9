package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryTest {
    private static final String FORMAT = "GET /lab/pipelines/formats.json?distribution=el9";
    private static final String CONTENT = "GET /lab/registry/rpm/el9/main.json";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void publish() {
        server.json(
                        FORMAT,
                        "{\"rpm\":[{\"derivatives\":[\"main\",\"next\"],\"distribution\":\"el9\",\"environment\":\"el9\"}]}")
                .json(CONTENT, """
                        [{"architecture":"x86_64","name":"acme","size":51200,"version":"3.1-2.el9"},
                         {"architecture":"src","name":"acme","size":99321,"version":"3.1-2.el9"},
                         {"architecture":"noarch","name":"acme-doc","size":20480,"version":"3.1~rc1+b/2"}]""")
                .json("DELETE /lab/registry/rpm/el9/main/x86_64/acme.json?version=3.1-2.el9", Wire.SUBMITTED)
                .json("DELETE /lab/registry/rpm/el9/main/src/acme.json?version=3.1-2.el9", Wire.SUBMITTED_OTHER)
                .json(
                        "DELETE /lab/registry/rpm/el9/main/noarch/acme-doc.json?version=3.1~rc1%2Bb%2F2",
                        Wire.SUBMITTED_OTHER);
    }

    private Ctl ctl() {
        return new Ctl(home).uri(server);
    }

    private long deletions() {
        return server.lines().stream().filter(line -> line.startsWith("DELETE")).count();
    }

    @Test
    void artifactsAreListed() {
        assertThat(ctl().run("registry", "list", "-d", "el9", "-a", "acme-")).isEqualTo(new Ctl.Outcome(0, """
                        Artifacts found for rpm distribution el9 derivative main:
                        - name: acme-doc
                          architecture: noarch
                          version: 3.1~rc1+b/2
                          size: 20480
                        """, ""));
        assertThat(server.lines()).containsExactly(FORMAT, CONTENT);
    }

    @Test
    void listIsTheDefaultAndOptionsMayComeFirst() {
        String all = ctl().run("registry", "list", "-d", "el9").out();
        assertThat(all).contains("- name: acme\n", "- name: acme-doc\n");
        assertThat(ctl().run("registry", "--dist=el9").out()).isEqualTo(all);
        assertThat(ctl().run("registry", "-d", "el9", "list").out()).isEqualTo(all);
    }

    @Test
    void nothingFoundIsNoFailure() {
        assertThat(ctl().run("registry", "-d", "el9", "-a", "Acme"))
                .isEqualTo(new Ctl.Outcome(0, "No artifact found in rpm distribution el9 derivative main\n", ""));
    }

    @Test
    void nothingPublishedYetIsNoFailure() {
        server.json(
                "GET /lab/registry/rpm/el9/next.json",
                404,
                "{\"error\":\"Derivative next not found in rpm registry for distribution el9\"}");
        assertThat(ctl().run("registry", "-d", "el9", "--derivative", "next"))
                .isEqualTo(new Ctl.Outcome(0, "No artifact found in rpm distribution el9 derivative next\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "delete"})
    void aDerivativeThatDoesNotExistIsAFailure(String operation) {
        server.json(
                "GET /lab/registry/rpm/el9/nxt.json",
                404,
                "{\"error\":\"Derivative nxt not found in rpm registry for distribution el9\"}");
        assertThat(ctl().run("registry", operation, "-d", "el9", "--derivative", "nxt", "-a", "acme"))
                .isEqualTo(new Ctl.Outcome(1, "", """
                        ERROR ⸬ server error: derivative nxt is not known to the server
                        hint: derivatives of distribution el9: main, next
                        """));
    }

    @Test
    void listsCanBeJson() {
        assertThat(ctl().run("registry", "-d", "el9", "-a", "doc", "--json").out())
                .startsWith("[")
                .contains("\"size\": 20480");
    }

    @Test
    void anUnknownDistributionNamesTheKnownOnes() {
        server.json("GET /lab/pipelines/formats.json?distribution=el1", "{}")
                .json(
                        "GET /lab/pipelines/formats.json",
                        "{\"rpm\":[{\"derivatives\":[\"main\"],\"distribution\":\"el9\",\"environment\":\"el9\"}]}");
        assertThat(ctl().run("registry", "-d", "el1")).isEqualTo(new Ctl.Outcome(1, "", """
                        ERROR ⸬ server error: distribution el1 is not known to the server
                        hint: distributions of the instance: el9
                        """));
    }

    @Test
    void theDistributionIsRequired() {
        Ctl.Outcome outcome = ctl().run("registry", "list");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--distribution").startsWith("Usage: fatbuildrctl registry ");
    }

    /** peer-defect-10 and peer-defect-27: real values, percent-encoded; exact names. */
    @Test
    void deletionSubmitsOneTaskPerArtifactOfThatName() {
        assertThat(ctl().run("registry", "delete", "-d", "el9", "-a", "acme"))
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "Submitted artifact acme deletion task " + Wire.BUILD + "\n"
                                + "Submitted artifact acme deletion task " + Wire.OTHER + "\n",
                        ""));
        assertThat(server.lines())
                .containsExactly(
                        FORMAT,
                        CONTENT,
                        "DELETE /lab/registry/rpm/el9/main/x86_64/acme.json?version=3.1-2.el9",
                        "DELETE /lab/registry/rpm/el9/main/src/acme.json?version=3.1-2.el9");
    }

    /** peer-defect-27 */
    @Test
    void deletionWithoutASelectionIsAUsageError() {
        Ctl.Outcome outcome = ctl().run("registry", "delete", "-d", "el9");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("registry delete needs --artifact NAME, --contains TEXT or --all");
        assertThat(server.lines()).isEmpty();
    }

    /** peer-defect-27 */
    @Test
    void aPartOfANameDeletesNothingAndSaysWhatItWouldTake() {
        assertThat(ctl().run("registry", "delete", "-d", "el9", "-a", "acm")).isEqualTo(new Ctl.Outcome(0, """
                        No artifact found in rpm distribution el9 derivative main
                        """, """
                        hint: delete takes exact names; with --contains acm it would take: acme, acme-doc
                        """));
        assertThat(deletions()).isZero();
    }

    @Test
    void deletingSeveralWithoutATerminalNeedsYes() {
        Ctl.Outcome refused = ctl().run("registry", "delete", "-d", "el9", "--all");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("needs --yes");
        assertThat(deletions()).isZero();
        assertThat(ctl().run("registry", "delete", "-d", "el9", "--contains", "doc", "-y")
                        .code())
                .isZero();
        assertThat(deletions()).isEqualTo(1);
        assertThat(ctl().run("registry", "delete", "-d", "el9", "--all", "--yes")
                        .code())
                .isZero();
        assertThat(deletions()).isEqualTo(4);
    }

    @Test
    void onATerminalDeletionIsConfirmed() {
        Ctl.Outcome refused =
                ctl().terminal(true, false, false).input("\n").run("registry", "delete", "-d", "el9", "-a", "acme");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("""
                To be deleted from rpm distribution el9 derivative main:
                  acme 3.1-2.el9 x86_64
                  acme 3.1-2.el9 src
                Delete these 2 artifacts? [y/N] Nothing deleted.
                """);
        assertThat(deletions()).isZero();
        assertThat(ctl().terminal(true, false, false)
                        .input("y\n")
                        .run("registry", "delete", "-d", "el9", "-a", "acme")
                        .code())
                .isZero();
        assertThat(deletions()).isEqualTo(2);
    }

    /** peer-defect-6 */
    @Test
    void followedDeletionsThatFailExitWithOne() {
        Wire.following(server, Wire.BUILD, false);
        Wire.following(server, Wire.OTHER, true);
        Ctl.Outcome outcome = ctl().run("registry", "delete", "-d", "el9", "-a", "acme", "--follow");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("Task failed", "Task succeeded");
    }

    @Test
    void aRefusedDeletionStops() {
        server.json(
                "GET /lab/pipelines/formats.json?distribution=el8",
                "{\"rpm\":[{\"derivatives\":[\"main\"],\"distribution\":\"el8\",\"environment\":\"el8\"}]}");
        server.json("GET /lab/registry/rpm/el8/main.json", """
                        [{"architecture":"x86_64","name":"acme","size":1,"version":"1"}]""");
        server.json(
                "DELETE /lab/registry/rpm/el8/main/x86_64/acme.json?version=1",
                403,
                "{\"error\":\"user alice is not allowed to perform action edit-registry\"}");
        assertThat(ctl().run("registry", "delete", "-d", "el8", "-a", "acme"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "ERROR ⸬ server permission error: user alice is not allowed to perform action edit-registry"
                                + " (403)\n"));
    }
}
