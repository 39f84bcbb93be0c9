package fatbuildr.bench;

import fatbuildr.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One more package into a suite of many, and all of them at once; the peers beside when they are installed. With a
 * smaller suite to compare with, the growth of the first figure too.
 */
final class PublishDeb implements Benchmark {
    private static final int ROUNDS = 7;

    private final int packages;
    private final int smaller;

    /** @param smaller number of packages of the suite to compare with, 0 for none */
    PublishDeb(int packages, int smaller) {
        this.packages = packages;
        this.smaller = smaller;
    }

    @Override
    public String name() {
        return "publish-deb-" + packages;
    }

    @Override
    public Set<String> names() {
        return Set.of(name(), "ingest-deb-" + packages);
    }

    @Override
    public String about() {
        return "publishing one package into a suite of " + packages + " (median of " + ROUNDS + "), and all of them"
                + " at once (ingest-deb-" + packages + "), signed; aptly and reprepro beside when installed"
                + (smaller > 0 ? "; growth since " + smaller : "");
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        List<Path> debs = DebFactory.make(work.resolve("debs"), 0, packages);
        List<Path> extra = DebFactory.make(work.resolve("extra"), packages, ROUNDS + 1);
        warmUp(work, debs.subList(0, Math.min(packages, 2000)));
        String metric = "deb-" + packages;
        Times times = measure(work, debs, extra);
        figures.accept(new Figure("ingest-" + metric, times.all(), "s"));
        figures.accept(new Figure("publish-" + metric, times.one(), "s"));
        if (smaller > 0) {
            double before = measure(work, debs.subList(0, smaller), extra).one();
            figures.accept(new Figure("publish-deb-" + smaller, before, "s"));
            figures.accept(new Figure("publish-growth", times.one() / before, "x"));
        }
        Peers peers = new Peers(work, work.resolve("debs"));
        if (Peers.installed("aptly")) {
            peers.aptly(metric, extra.getFirst(), figures);
        }
        if (Peers.installed("reprepro")) {
            peers.reprepro(metric, extra.getFirst(), figures);
        }
    }

    /** Seconds for all packages at once, and for one more of them. */
    private record Times(double all, double one) {}

    private static Times measure(Path work, List<Path> debs, List<Path> extra)
            throws IOException, InterruptedException {
        try (RegistrySite site = RegistrySite.in(fresh(work, "registry"))) {
            double all = Stopwatch.seconds(() -> site.publish(debs));
            Iterator<Path> more = extra.subList(1, extra.size()).iterator();
            double one = Stopwatch.median(ROUNDS, () -> {
                List<Path> next = List.of(more.next());
                return Stopwatch.seconds(() -> site.publish(next));
            });
            return new Times(all, one);
        }
    }

    /** The daemon is a long-running program: its compiled state is what counts. */
    private static void warmUp(Path work, List<Path> debs) throws IOException {
        for (int round = 0; round < 3; round++) {
            try (RegistrySite site = RegistrySite.in(fresh(work, "warm"))) {
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
