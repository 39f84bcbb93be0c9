package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.e2e.WebSite;
import java.io.IOException;

/**
 * A site and what answers its HTTP requests.
 *
 * @param processes all that requests make busy
 */
record Served(Site site, Processes processes, Part end) implements AutoCloseable {
    /** The program that serves HTTP. */
    enum By {
        DAEMON(""),
        WEB("web-");

        /** Beginning of the names of benchmarks. */
        final String prefix;

        By(String prefix) {
            this.prefix = prefix;
        }

        Served start(String name) throws IOException, InterruptedException {
            return switch (this) {
                case DAEMON -> {
                    Site site = Site.start(name);
                    yield new Served(site, Processes.of(site.pid()), site::close);
                }
                case WEB -> {
                    WebSite opened = WebSite.start(name);
                    opened.site.use(opened.web.url());
                    yield new Served(opened.site, Processes.of(opened.site.pid(), opened.web.pid()), opened::close);
                }
            };
        }
    }

    interface Part {
        void close() throws IOException;
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
