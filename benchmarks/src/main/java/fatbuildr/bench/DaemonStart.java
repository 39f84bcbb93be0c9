package fatbuildr.bench;

import fatbuildr.e2e.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class DaemonStart implements Benchmark {
    @Override
    public String name() {
        return "daemon-start";
    }

    @Override
    public String about() {
        return "from exec of fatbuildrd to ready, median of 5 starts";
    }

    @Override
    public List<Figure> run(Path work) {
        List<Double> seconds = new ArrayList<>();
        try (Site site = Site.start("bench-start")) {
            for (int round = 0; round < 5; round++) {
                site.stop();
                long start = System.nanoTime();
                site.launch();
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        return List.of(new Figure("daemon-start", Stopwatch.median(seconds), "s"));
    }
}
