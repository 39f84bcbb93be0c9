package fatbuildr.bench;

import fatbuildr.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One more package into a suite of many, and all of them at once; the peers beside when they are installed. */
final class PublishDeb implements Benchmark {
    private static final int ROUNDS = 7;

    private final String name;
    private final int packages;

    PublishDeb(String name, int packages) {
        this.name = name;
        this.packages = packages;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return "publishing one package into a suite of " + packages + " (median of " + ROUNDS
                + "), and all of them at once, signed; aptly and reprepro beside when installed";
    }

    @Override
    public List<Figure> run(Path work) throws IOException, InterruptedException {
        List<Path> debs = DebFactory.make(work.resolve("debs"), 0, packages);
        List<Path> extra = DebFactory.make(work.resolve("extra"), packages, ROUNDS + 1);
        warmUp(work, debs.subList(0, Math.min(packages, 2000)));
        List<Figure> figures = new ArrayList<>();
        String metric = "deb-" + packages;
        try (RegistrySite site = new RegistrySite(fresh(work, "registry"))) {
            figures.add(new Figure("ingest-" + metric, Stopwatch.seconds(() -> site.publish(debs)), "s"));
            List<Double> one = new ArrayList<>();
            for (Path deb : extra.subList(1, extra.size())) {
                one.add(Stopwatch.seconds(() -> site.publish(List.of(deb))));
            }
            figures.add(new Figure("publish-" + metric, Stopwatch.median(one), "s"));
        }
        Peers peers = new Peers(work, work.resolve("debs"));
        if (Peers.installed("aptly")) {
            figures.addAll(peers.aptly(metric, extra.getFirst()));
        }
        if (Peers.installed("reprepro")) {
            figures.addAll(peers.reprepro(metric, extra.getFirst()));
        }
        return figures;
    }

    /** The daemon is a long-running program: its compiled state is what counts. */
    private static void warmUp(Path work, List<Path> debs) throws IOException {
        for (int round = 0; round < 3; round++) {
            try (RegistrySite site = new RegistrySite(fresh(work, "warm"))) {
                site.publish(debs.subList(0, debs.size() - 20));
                for (Path deb : debs.subList(debs.size() - 20, debs.size())) {
                    site.publish(List.of(deb));
                }
            }
        }
    }

    private static Path fresh(Path work, String name) throws IOException {
        Path directory = work.resolve(name);
        Command.run(work, "rm", "-rf", directory.toString()).succeeded();
        return Files.createDirectories(directory);
    }
}
