package fatbuildr.bench;

import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class CtlList implements Benchmark {
    @Override
    public String name() {
        return "ctl-list";
    }

    @Override
    public String about() {
        return "wall time of fatbuildrctl list and --help over HTTP, median of 10 runs";
    }

    @Override
    public List<Figure> run(Path work) throws IOException, InterruptedException {
        List<Double> list = new ArrayList<>();
        List<Double> help = new ArrayList<>();
        try (Site site = Site.start("bench-list")) {
            for (int round = 0; round < 10; round++) {
                list.add(Stopwatch.seconds(() -> site.ctl("list").succeeded()));
                help.add(Stopwatch.seconds(() -> site.ctl("--help").succeeded()));
            }
        }
        return List.of(
                new Figure("ctl-list", Stopwatch.median(list), "s"),
                new Figure("ctl-help", Stopwatch.median(help), "s"));
    }
}
