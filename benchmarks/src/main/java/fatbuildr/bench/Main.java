package fatbuildr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench}: lists the benchmarks; {@code bench NAME…}: runs them and prints one line per figure. */
public final class Main {
    private static final List<Benchmark> BENCHMARKS = List.of(
            new HelloRatio(),
            new PublishDeb(5000, 0),
            new PublishDeb(50_000, 5000),
            new DaemonStart(),
            new DaemonRss(),
            new CtlList(),
            new Activation(),
            new HttpLoad(),
            new Watchers(Served.By.DAEMON),
            new Watchers(Served.By.WEB),
            new Upload(Served.By.DAEMON),
            new Upload(Served.By.WEB));

    private Main() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        if (names.length == 0) {
            for (Benchmark benchmark : BENCHMARKS) {
                benchmark.names().stream()
                        .sorted()
                        .forEach(name -> System.out.println(name + "\t" + benchmark.about()));
            }
            return;
        }
        for (Benchmark benchmark : Stream.of(names).map(Main::named).distinct().toList()) {
            Path work = Files.createDirectories(
                    Path.of(System.getProperty("fatbuildr.work")).resolve("bench-" + benchmark.name()));
            benchmark.run(work, Main::print);
        }
        System.exit(0);
    }

    private static void print(Figure figure) {
        System.out.println(figure);
        System.out.flush();
    }

    private static Benchmark named(String name) {
        return BENCHMARKS.stream()
                .filter(candidate -> candidate.names().contains(name))
                .findFirst()
                .orElseGet(() -> {
                    System.err.println("bench: no benchmark named " + name + ": run ./bench for the list");
                    System.exit(2);
                    throw new AssertionError();
                });
    }
}
