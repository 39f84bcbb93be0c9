package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

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
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        try (Site site = Site.start("bench-list")) {
            figures.accept(median("ctl-list", site, "list"));
        }
        try (PrivateBus bus = PrivateBus.start(Site.TREE.resolve("share"));
                Site site = Site.startOnBus("bench-list-bus", bus)) {
            figures.accept(median("ctl-list-bus", site, "list"));
            figures.accept(median("ctl-help", site, "--help"));
        }
    }

    private static Figure median(String metric, Site site, String word) throws IOException, InterruptedException {
        double median = Stopwatch.median(
                ROUNDS, () -> Stopwatch.seconds(() -> site.ctl(word).succeeded()));
        return new Figure(metric, median, "s");
    }
}
