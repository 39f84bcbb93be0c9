package fatbuildr.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Interactive tasks over HTTP. */
final class ConsoleIT extends InteractiveTasks {
    private static Site site;

    ConsoleIT() {
        super(site);
    }

    @BeforeAll
    static void start() {
        site = Site.start("console").withEnvironment();
    }

    @AfterAll
    static void stop() {
        site.close();
    }
}
