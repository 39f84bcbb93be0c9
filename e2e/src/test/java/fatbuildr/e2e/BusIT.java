package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled programs over a message bus with polkit, without HTTP: our client, and one that shares no code. */
final class BusIT extends InteractiveTasks {
    private static final Path FOREIGN_CLIENT = Site.EXAMPLES.resolveSibling("e2e/src/test/python/foreign_client.py");

    private static final String SOURCE =
            Site.EXAMPLES.resolve("sources/greeting").toString();

    private static PrivateBus bus;
    private static Site site;

    BusIT() {
        super(site);
    }

    @BeforeAll
    static void start() throws Exception {
        bus = PrivateBus.start(Site.TREE.resolve("share"));
        bus.exchange();
        site = Site.startOnBus("bus", bus).withEnvironment();
    }

    @AfterAll
    static void stop() throws IOException {
        if (site != null) {
            site.close();
        }
        bus.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "pipelines", "refusals", "life", "maintenance", "interactive", "shells"})
    void aForeignClientIsServedAsSpecified(String chapter) throws Exception {
        PrivateBus.Outcome outcome = bus.ask(
                PrivateBus.ROOT,
                "/usr/bin/python3",
                FOREIGN_CLIENT.toString(),
                chapter,
                Site.INSTANCE,
                Site.CODENAME,
                Site.EXAMPLES.toString(),
                bus.exchange().toString());
        assertThat(outcome.text()).isEqualTo(chapter + " as specified\n");
    }

    /** Every command of the client that changes or tells something, as a user types them. */
    @Test
    void theWholeCommandSet() throws IOException {
        assertThat(site.ctl("keyring").succeeded()).contains("userid: End-to-end <e2e@fatbuildr.invalid>");
        assertThat(site.ctl("keyring", "export").succeeded()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        assertThat(site.ctl("keyring", "renew", "--duration", "2y").succeeded()).contains("Task succeeded");
        assertThat(site.ctl("tokens", "generate").succeeded()).matches("[^.]+\\.[^.]+\\.[^.]+\\n");

        assertThat(site.buildGreeting("Over the bus").succeeded()).contains("Submitted greeting build task ");
        assertThat(files(bus.exchange())).isEmpty();
        assertThat(site.ctl("registry", "list", "-d", Site.CODENAME).succeeded())
                .startsWith("Artifacts found for deb distribution " + Site.CODENAME + " derivative main:\n")
                .contains("- name: greeting\n  architecture: src\n", "- name: greeting\n  architecture: x86_64\n");
        String history = site.ctl("history").succeeded();
        assertThat(history).contains("  message: Over the bus\n", "  name: keyring renewal\n");
        String task = site.ctl("history", "--limit", "1", "--json")
                .succeeded()
                .replaceAll("(?s).*\"id\" *: *\"([^\"]*)\".*", "$1");
        assertThat(site.ctl("watch", task).succeeded()).contains("Task succeeded");
        assertThat(site.ctl("registry", "delete", "-d", Site.CODENAME, "-a", "greeting", "--follow")
                        .succeeded())
                .contains("Submitted artifact greeting deletion task ");
        assertThat(site.ctl("registry", "list", "-d", Site.CODENAME).succeeded())
                .doesNotContain("- name: greeting\n");
        assertThat(site.ctl("history", "purge").succeeded()).contains("Task succeeded");
        assertThat(site.ctl("list").succeeded()).isEqualTo("No running task\n");
    }

    /** peer-defect-3: what waits when the daemon dies waits when it is back, and what ran is accounted for. */
    @Test
    void nothingIsLostWithTheDaemon_peerDefect3() throws IOException {
        String running = task(site.build(
                        greetingThatRuns("exec sleep 1000"), "greeting", "Interrupted", "--batch", "--sources", SOURCE)
                .succeeded());
        String waiting =
                task(site.ctl("keyring", "renew", "--duration", "3y", "--batch").succeeded());
        assertThat(site.ctl("list").succeeded()).contains("- id: " + running, "- id: " + waiting);
        site.kill();
        assertThat(site.ctl("list").output()).contains("ERROR", "the daemon is not on the message bus");
        site.startDaemon();
        assertThat(site.ctl("list", "--json").succeeded() + site.ctl("history").succeeded())
                .contains(running, waiting);
        site.ctl("cancel", running);
        assertThat(site.ctl("watch", waiting).succeeded()).contains("Task succeeded");
        assertThat(site.ctl("history").succeeded()).contains("- id: " + running, "- id: " + waiting);
    }

    /** peer-defect-32: what exists already is named as what it is. */
    @Test
    void imagesThatExistAreNotReplaced_peerDefect32() {
        Command image = site.ctl("images", "create", "--format", "deb");
        assertThat(image.exit()).isEqualTo(1);
        assertThat(image.output()).contains("Submitted deb image creation task ", "deb.img", "Task failed");
        Command environment = site.ctl("images", "env-create", "-d", Site.CODENAME);
        assertThat(environment.exit()).isEqualTo(1);
        assertThat(environment.output())
                .contains("Submitted deb " + Site.CODENAME + "-x86_64 build environment creation task ", "Task failed");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
