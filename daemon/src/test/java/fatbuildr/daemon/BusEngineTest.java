package fatbuildr.daemon;

import static fatbuildr.testbus.PrivateBus.MEMBER;
import static fatbuildr.testbus.PrivateBus.NOBODY;
import static fatbuildr.testbus.PrivateBus.ROOT;
import static fatbuildr.testbus.PrivateBus.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.testbus.PrivateBus.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on the bus, as the HTTP server of another process needs it. */
class BusEngineTest {
    private static final String ENGINE = "org.rackslab.Fatbuildr.Engine";

    @TempDir
    static Path root;

    @AutoClose
    private static BusSite site;

    @BeforeAll
    static void start() throws Exception {
        site = BusSite.start(root);
    }

    /** Only dbus-send tells the name of an error. */
    private static Outcome call(int uid, String method, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "dbus-send",
                "--system",
                "--print-reply=literal",
                "--dest=org.rackslab.Fatbuildr",
                "/org/rackslab/Fatbuildr/Engine",
                ENGINE + "." + method));
        words.addAll(List.of(arguments));
        return site.bus.ask(uid, words.toArray(String[]::new));
    }

    private static String answer(String method, String... arguments) throws Exception {
        Outcome outcome = call(SERVICE, method, arguments);
        assertThat(outcome.status()).as(outcome.text()).isZero();
        return outcome.text().strip();
    }

    private static String error(String method, String... arguments) throws Exception {
        Outcome outcome = call(SERVICE, method, arguments);
        assertThat(outcome.status()).as(outcome.text()).isNotZero();
        return outcome.text().strip();
    }

    /** Members of the group act in their own name only, on the objects made for them. */
    @Test
    void onlyTheServicesOwnAccountActsForOthers() throws Exception {
        for (int stranger : List.of(NOBODY, MEMBER)) {
            for (String method : List.of("Running", "Images", "KeyringExport", "Formats")) {
                assertThat(call(stranger, method, "string:lab").text())
                        .startsWith("Error org.rackslab.Fatbuildr.ErrorNotAuthorized: action act as not authorized to");
            }
            assertThat(call(stranger, "TaskMetrics").text())
                    .startsWith("Error org.rackslab.Fatbuildr.ErrorNotAuthorized: ");
            assertThat(call(stranger, "TokenGenerate", "string:lab", "string:root")
                            .text())
                    .startsWith("Error org.rackslab.Fatbuildr.ErrorNotAuthorized: ");
        }
        assertThat(call(ROOT, "Queue", "string:lab").text().strip()).isEqualTo("[]");
        assertThat(answer("Queue", "string:lab")).isEqualTo("[]");
    }

    @Test
    void failuresKeepTheirKind() throws Exception {
        assertThat(error("Queue", "string:none"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorNotFound: instance none not found");
        assertThat(error("Artifacts", "string:lab", "string:deb", "string:sid", "string:main"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorNotFound: Distribution sid not found in deb registry");
        assertThat(error("TokenSubject", "string:lab", "string:x.y.z"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorRefused: token is invalid");
        assertThat(error("Submit", "string:lab", "string:alice", "string:{\"name\":\"dance\"}"))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorInvalid: unknown task type dance");
        assertThat(error("Build", "string:lab", "string:alice", "string:{}", "string:/none", "string:[]"))
                .startsWith("Error org.rackslab.Fatbuildr.ErrorInvalid: ");
        assertThat(error("Submit", "string:lab", "string:", "string:{\"name\":\"history purge\"}"))
                .startsWith("Error org.freedesktop.DBus.Error.InvalidArgs: the name of the user");
    }

    @Test
    void tasksAndTokensAreThoseOfTheUserNamed() throws Exception {
        String token = answer("TokenGenerate", "string:lab", "string:alice");
        assertThat(answer("TokenSubject", "string:lab", "string:" + token)).isEqualTo("alice");
        assertThat(error("TokenSubject", "string:pre-prod", "string:" + token))
                .isEqualTo("Error org.rackslab.Fatbuildr.ErrorRefused: token is invalid");

        String task = answer("Submit", "string:lab", "string:alice", "string:{\"name\":\"history purge\"}");

        assertThat(answer("Task", "string:lab", "string:" + task))
                .contains("\"name\":\"history purge\"", "\"user\":\"alice\"");
        await().untilAsserted(() -> assertThat(answer("TaskMetrics"))
                .contains("fatbuildr_tasks_finished_total"
                        + "{instance=\"lab\",result=\"success\",type=\"history purge\"} 1.0"));
        assertThat(answer("Keyring", "string:lab")).isEqualTo("null");
        assertThat(answer("Buildable", "string:lab")).matches("array \\[\\s+deb\\s+]");
        assertThat(answer("FailedWorkers", "string:lab")).matches("array \\[\\s+]");
    }
}
