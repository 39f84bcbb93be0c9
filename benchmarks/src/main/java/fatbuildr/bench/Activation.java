package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    public List<Figure> run(Path work) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        try (Site site = Site.prepare("bench-activation")) {
            List<String> daemon = site.daemonLine("--no-http", "--idle-exit", "30");
            for (int round = 0; round < ROUNDS; round++) {
                try (PrivateBus bus = PrivateBus.activating(Site.TREE.resolve("share"), daemon)) {
                    seconds.add(Stopwatch.seconds(() -> call(bus)));
                }
            }
        }
        return List.of(new Figure("activation", Stopwatch.median(seconds), "s"));
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
