package fatbuildr.bench;

import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

final class DaemonRss implements Benchmark {
    @Override
    public String name() {
        return "daemon-rss";
    }

    @Override
    public String about() {
        return "resident memory of the idle daemon, 5 s after it is ready and has answered 20 requests";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        try (Site site = Site.start("bench-rss")) {
            for (int request = 0; request < 20; request++) {
                site.ctl("list").succeeded();
            }
            Thread.sleep(5000);
            double mebibytes = Processes.of(site.pid()).resident("VmRSS");
            figures.accept(new Figure("daemon-rss", mebibytes, "MiB"));
        }
    }
}
