package fatbuildr.bench;

import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Files;
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
            double mebibytes = resident(site, "VmRSS");
            figures.accept(new Figure("daemon-rss", mebibytes, "MiB"));
        }
    }

    /** Memory of the daemon in MiB: {@code VmRSS} is that of now, {@code VmHWM} the most it ever had. */
    static double resident(Site site, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + site.pid() + "/status")).stream()
                        .filter(line -> line.startsWith(field + ":"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
