package fatbuildr.e2e;

import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A site whose daemon serves HTTP as well as a bus of its own, and {@code fatbuildrweb} over that bus. */
public final class WebSite implements AutoCloseable {
    /** Of the site's data. */
    public final Path directory;

    public final PrivateBus bus;
    public final Site site;
    public final WebProgram web;
    private final Deque<Part> opened = new ArrayDeque<>();

    private interface Part {
        void close() throws IOException;
    }

    private WebSite(String name) throws IOException, InterruptedException {
        try {
            directory = WebProgram.openDirectory(name);
            opened.push(() ->
                    Command.run(Path.of("/"), "rm", "-rf", directory.toString()).succeeded());
            bus = PrivateBus.start(Site.TREE.resolve("share"));
            opened.push(bus::close);
            bus.exchange();
            site = Site.startOpen(directory, bus);
            opened.push(site::close);
            web = WebProgram.start(site, bus);
            opened.push(web::close);
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Returns when both serve. */
    public static WebSite start(String name) throws IOException, InterruptedException {
        return new WebSite(name);
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
