package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

final class Activation implements Benchmark {
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "activation";
    }

    @Override
    public String about() {
        return "from the first call to a daemon that does not run to its answer over the message bus, median of 5";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        try (Site site = Site.prepare("bench-activation")) {
            List<String> daemon = site.daemonLine("--no-http", "--idle-exit", "30");
            double median = Stopwatch.median(ROUNDS, () -> {
                try (PrivateBus bus = PrivateBus.activating(Site.TREE.resolve("share"), daemon)) {
                    return Stopwatch.seconds(() -> call(bus));
                }
            });
            figures.accept(new Figure("activation", median, "s"));
        }
    }

    private static void call(PrivateBus bus) throws IOException, InterruptedException {
        PrivateBus.Outcome outcome = bus.ask(
                PrivateBus.ROOT,
                "busctl",
                "--system",
                "get-property",
                "org.rackslab.Fatbuildr",
                "/org/rackslab/Fatbuildr/Instances/" + Site.INSTANCE,
                "org.rackslab.Fatbuildr.Instance",
                "Queue");
        if (outcome.status() != 0) {
            throw new IOException("the daemon does not answer: " + outcome.text());
        }
    }
}
