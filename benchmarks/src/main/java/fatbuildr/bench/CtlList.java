package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class CtlList implements Benchmark {
    private static final int ROUNDS = 10;

    @Override
    public String name() {
        return "ctl-list";
    }

    @Override
    public Set<String> names() {
        return Set.of("ctl-list", "ctl-list-bus", "ctl-help");
    }

    @Override
    public String about() {
        return "wall time of fatbuildrctl list over HTTP and over the message bus, and of --help, median of 10 runs";
    }

    @Override
    public List<Figure> run(Path work) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Site site = Site.start("bench-list")) {
            figures.add(median("ctl-list", site, "list"));
        }
        try (PrivateBus bus = PrivateBus.start(Site.TREE.resolve("share"));
                Site site = Site.startOnBus("bench-list-bus", bus)) {
            figures.add(median("ctl-list-bus", site, "list"));
            figures.add(median("ctl-help", site, "--help"));
        }
        return figures;
    }

    private static Figure median(String metric, Site site, String word) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            seconds.add(Stopwatch.seconds(() -> site.ctl(word).succeeded()));
        }
        return new Figure(metric, Stopwatch.median(seconds), "s");
    }
}
