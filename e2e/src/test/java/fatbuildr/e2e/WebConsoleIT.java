package fatbuildr.e2e;

import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Interactive tasks over HTTP and on through the message bus and the console socket. */
final class WebConsoleIT extends InteractiveTasks {
    private static Path directory;
    private static PrivateBus bus;
    private static Site site;
    private static WebProgram web;

    WebConsoleIT() {
        super(site);
    }

    @BeforeAll
    static void start() throws Exception {
        bus = PrivateBus.start(Site.TREE.resolve("share"));
        bus.exchange();
        directory = WebProgram.openDirectory("console");
        site = Site.startOpen(directory, bus).withEnvironment();
        web = WebProgram.start(site, bus);
        site.use(web.url());
    }

    @AfterAll
    static void stop() throws IOException {
        if (web != null) {
            web.close();
        }
        if (site != null) {
            site.close();
        }
        bus.close();
        Command.run(Path.of("/"), "rm", "-rf", directory.toString()).succeeded();
    }
}
