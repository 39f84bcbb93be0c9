package fatbuildr.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Interactive tasks over HTTP and on through the message bus and the console socket. */
final class WebConsoleIT extends InteractiveTasks {
    private static WebSite served;

    WebConsoleIT() {
        super(served.site);
    }

    @BeforeAll
    static void start() throws Exception {
        served = WebSite.start("console");
        served.site.withEnvironment().use(served.web.url());
    }

    @AfterAll
    static void stop() throws Exception {
        if (served != null) {
            served.close();
        }
    }
}
