package fatbuildr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code bench}: lists the benchmarks; {@code bench NAME…}: runs them and prints one line per figure. */
public final class Main {
    private static final List<Benchmark> BENCHMARKS = List.of(
            new HelloRatio(),
            new PublishDeb("publish-deb-5000", 5000),
            new PublishDeb("publish-deb-50000", 50_000),
            new PublishDeb("ingest-deb-5000", 5000),
            new DaemonStart(),
            new DaemonRss(),
            new CtlList());

    private Main() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        if (names.length == 0) {
            BENCHMARKS.forEach(benchmark -> System.out.println(benchmark.name() + "\t" + benchmark.about()));
            return;
        }
        for (String name : names) {
            Path work = Files.createDirectories(
                    Path.of(System.getProperty("fatbuildr.work")).resolve("bench-" + name));
            named(name).run(work).forEach(System.out::println);
        }
        System.exit(0);
    }

    private static Benchmark named(String name) {
        return BENCHMARKS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    System.err.println("bench: no benchmark named " + name + ": run ./bench for the list");
                    System.exit(2);
                    throw new AssertionError();
                });
    }
}
