package fatbuildr.bench;

import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

final class DaemonStart implements Benchmark {
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "daemon-start";
    }

    @Override
    public String about() {
        return "from exec of fatbuildrd to ready, median of " + ROUNDS + " starts";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        try (Site site = Site.start("bench-start")) {
            double median = Stopwatch.median(ROUNDS, () -> {
                site.stop();
                return Stopwatch.seconds(site::launch);
            });
            figures.accept(new Figure("daemon-start", median, "s"));
        }
    }
}
