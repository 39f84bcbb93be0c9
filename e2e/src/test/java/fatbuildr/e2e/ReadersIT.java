package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** No reader ever sees a half-published repository, and nothing accepted is lost, whenever the daemon dies. */
final class ReadersIT {
    /** The package's name in a list, JSON or page. */
    private static final String GREETING = "[\">]greeting[\"<]";

    @Test
    void aptSeesWholeRepositoriesWhileThePublisherIsKilled() throws Exception {
        try (Site site = Site.start("readers").withEnvironment();
                ExecutorService readers = Executors.newSingleThreadExecutor()) {
            site.buildGreeting("First").succeeded();
            AptClient client = new AptClient(site, "loop", "main");
            // The files are read as a plain web server would serve them, so that they stay readable while the
            // daemon is down.
            client.readFrom(site.registry());
            AtomicBoolean stop = new AtomicBoolean();
            Future<List<String>> failures = readers.submit(() -> {
                List<String> seen = new ArrayList<>();
                int rounds = 0;
                while (!stop.get()) {
                    Command update = client.apt("apt-get", "update", "-o", "APT::Update::Error-Mode=any");
                    rounds++;
                    if (update.exit() != 0) {
                        seen.add("round " + rounds + ": " + update.output());
                    }
                }
                assertThat(rounds).isGreaterThan(5);
                return seen;
            });
            for (int round = 0; round < 4; round++) {
                String task = site.buildGreeting("Round " + round, "--batch").task();
                Thread.sleep(3000L + 1500L * round);
                site.kill();
                site.startDaemon();
                assertThat(site.ctl("watch", task).output()).containsAnyOf("Task succeeded", "Task failed");
            }
            stop.set(true);
            assertThat(failures.get()).isEmpty();
            assertThat(site.buildGreeting("Last").succeeded()).contains("Task succeeded");
            assertThat(client.apt("apt-get", "update").succeeded()).doesNotContain("W:");
        }
    }

    /** The server keeps the lists it made, but not beyond a publication. */
    @Test
    void listsShowAPublicationAndADeletionAtOnce() {
        try (Site site = Site.start("readers-lists").withEnvironment()) {
            for (String end : List.of(".json", "/")) {
                assertThat(list(site, end)).contains("not found");
            }
            site.buildGreeting("First").succeeded();
            for (String end : List.of(".json", "/")) {
                assertThat(list(site, end)).containsPattern(GREETING).isEqualTo(list(site, end));
            }
            site.ctl("registry", "delete", "-d", Site.CODENAME, "-a", "greeting", "--follow")
                    .succeeded();
            for (String end : List.of(".json", "/")) {
                assertThat(list(site, end)).contains("greeting-dbgsym").doesNotContainPattern(GREETING);
            }
        }
    }

    private static String list(Site site, String end) {
        String address = site.uri() + "/registry/deb/" + Site.CODENAME + "/main" + end;
        return Command.run(site.directory, "curl", "-sS", address).succeeded();
    }
}
