package fatbuildr.bench;

import fatbuildr.e2e.Command;
import fatbuildr.e2e.HelloSource;
import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A warm build of GNU hello against a bare {@code dpkg-buildpackage -b} of the same source in the same environment, each
 * from a fresh tree and on a machine that has settled: what one leaves to be written or cleaned up is not on another's
 * bill.
 */
final class HelloRatio implements Benchmark {
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "hello-ratio";
    }

    @Override
    public String about() {
        return "fatbuildrctl build of GNU hello, start to end, against a bare dpkg-buildpackage -b, medians of "
                + ROUNDS;
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        List<Double> bare = new ArrayList<>();
        List<Double> full = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        try (Site site = Site.start("bench-hello").withEnvironment();
                Site quiet = Site.start("bench-hello-quiet", "[format:deb]\nlintian = no\n");
                HelloSource hello = HelloSource.open(work)) {
            Path definitions = work.resolve("definitions");
            hello.writeDefinition(definitions);
            Path root = bareRoot(work, definitions, hello);
            site.build(definitions, "hello", "Warm up").succeeded();
            quiet.build(definitions, "hello", "Warm up").succeeded();
            for (int round = 0; round < ROUNDS; round++) {
                settle(work);
                bare.add(bareBuild(root));
                settle(work);
                full.add(Stopwatch.seconds(
                        () -> site.build(definitions, "hello", "Timed").succeeded()));
                settle(work);
                plain.add(Stopwatch.seconds(
                        () -> quiet.build(definitions, "hello", "Timed").succeeded()));
            }
        }
        double reference = Stopwatch.median(bare);
        figures.accept(new Figure("hello-bare", reference, "s"));
        figures.accept(new Figure("hello-full", Stopwatch.median(full), "s"));
        figures.accept(new Figure("hello-without-lintian", Stopwatch.median(plain), "s"));
        figures.accept(new Figure("hello-ratio", Stopwatch.median(full) / reference, "x"));
        figures.accept(new Figure("hello-ratio-without-lintian", Stopwatch.median(plain) / reference, "x"));
    }

    private static void settle(Path work) throws InterruptedException {
        Command.run(work, "sync").succeeded();
        Thread.sleep(Duration.ofSeconds(1));
    }

    /** A copy of the environment with the build dependencies installed and the source unpacked. */
    private static Path bareRoot(Path work, Path definitions, HelloSource hello) throws IOException {
        Path root = work.resolve("bare-root");
        if (!Files.exists(root.resolve("build/ready"))) {
            Command.run(work, "rm", "-rf", root.toString()).succeeded();
            Command.run(work, "cp", "-a", Site.environment().toString(), root.toString())
                    .succeeded();
            Path build = Files.createDirectories(root.resolve("build/source"));
            Command.run(build, "sh", "-c", "tar -xf " + hello.tarball() + " --strip-components=1")
                    .succeeded();
            Command.run(build, "cp", "-a", definitions.resolve("hello/deb").toString(), "debian")
                    .succeeded();
            Files.writeString(build.resolve("debian/changelog"), """
                    hello (%s-1) %s; urgency=medium

                      * Timed

                     -- Ada Tester <ada@fatbuildr.invalid>  Sat, 21 Nov 2026 10:00:00 +0000
                    """.formatted(hello.version(), Site.CODENAME));
            inRoot(
                            root,
                            "root",
                            "apt-get update -qq && apt-get build-dep -y -qq /build/source && chown -R 12345 /build")
                    .succeeded();
            Files.createFile(root.resolve("build/ready"));
        }
        return root;
    }

    private static double bareBuild(Path root) {
        String output = inRoot(
                        root,
                        "12345",
                        "rm -rf /build/run && cp -a /build/source /build/run && cd /build/run && date +%s.%N && "
                                + "DEB_BUILD_OPTIONS=parallel=$(nproc) dpkg-buildpackage -us -uc -b >/dev/null 2>&1"
                                + " && date +%s.%N")
                .succeeded();
        // The container's own warnings come in the same stream.
        List<String> times =
                output.lines().filter(line -> line.matches("\\d+\\.\\d+")).toList();
        return Double.parseDouble(times.getLast()) - Double.parseDouble(times.getFirst());
    }

    private static Command inRoot(Path root, String user, String command) {
        return Command.run(
                root,
                "systemd-nspawn",
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--pipe",
                "--directory=" + root,
                "--setenv=DEBIAN_FRONTEND=noninteractive",
                "setpriv",
                "--reuid=" + user,
                "--clear-groups",
                "sh",
                "-c",
                command);
    }
}
