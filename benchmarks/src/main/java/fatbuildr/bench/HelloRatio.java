package fatbuildr.bench;

import fatbuildr.e2e.Command;
import fatbuildr.e2e.HelloSource;
import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A warm build of GNU hello against a bare {@code dpkg-buildpackage -b} of the same source in the same environment, each
 * from a fresh tree and on a machine that has settled: what one leaves to be written or cleaned up is not on another's
 * bill. Machines get faster and slower for minutes, by more than what is to be seen here: each build is held against the
 * bare ones just before and after it.
 */
final class HelloRatio implements Benchmark {
    private static final int ROUNDS = 7;

    /** Nobody's account. */
    private static final String BUILDER = "12345";

    @Override
    public String name() {
        return "hello-ratio";
    }

    @Override
    public String about() {
        return "fatbuildrctl build of GNU hello, start to visible in the repository, against a bare dpkg-buildpackage -b, medians of "
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
            Path root = bareRoot(work, definitions);
            Path source = bareSource(work, definitions, hello);
            site.build(definitions, "hello", "Warm up").succeeded();
            quiet.build(definitions, "hello", "Warm up").succeeded();
            bare.add(bareBuild(work, root, source));
            for (int round = 0; round < ROUNDS; round++) {
                full.add(build(work, site, definitions));
                plain.add(build(work, quiet, definitions));
                bare.add(bareBuild(work, root, source));
            }
        }
        figures.accept(new Figure("hello-bare", Stopwatch.median(bare), "s"));
        figures.accept(new Figure("hello-full", Stopwatch.median(full), "s"));
        figures.accept(new Figure("hello-without-lintian", Stopwatch.median(plain), "s"));
        figures.accept(new Figure("hello-ratio", ratio(full, bare), "x"));
        figures.accept(new Figure("hello-ratio-without-lintian", ratio(plain, bare), "x"));
    }

    /** The median of each round's, whose reference is the mean of its two neighbours. */
    private static double ratio(List<Double> builds, List<Double> bare) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < builds.size(); round++) {
            ratios.add(2 * builds.get(round) / (bare.get(round) + bare.get(round + 1)));
        }
        return Stopwatch.median(ratios);
    }

    /** Seconds from the start of the client until readers of the repository see the package. */
    private static double build(Path work, Site site, Path definitions) throws IOException, InterruptedException {
        settle(work);
        Instant start = Instant.now();
        site.build(definitions, "hello", "Timed").succeeded();
        Path suite = site.registry().resolve("dists").resolve(Site.CODENAME);
        // A link to the publication that counts; it is replaced by a rename.
        FileTime visible = (FileTime) Files.getAttribute(suite, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return Duration.between(start, visible.toInstant()).toNanos() / 1e9;
    }

    private static void settle(Path work) throws InterruptedException {
        Command.run(work, "sync").succeeded();
        Thread.sleep(Duration.ofSeconds(1));
    }

    /** A copy of the environment with the build dependencies installed, kept for later runs. */
    private static Path bareRoot(Path work, Path definitions) throws IOException {
        Path root = work.resolve("root");
        Path ready = work.resolve("root-ready");
        if (!Files.exists(ready)) {
            Command.run(work, "rm", "-rf", root.toString()).succeeded();
            Command.run(work, "cp", "-a", Site.environment().toString(), root.toString())
                    .succeeded();
            Path control = definitions.resolve("hello/deb/control");
            inRoot(
                            root,
                            "root",
                            List.of("--bind-ro=" + control + ":/run/source/debian/control"),
                            "apt-get update -qq && apt-get build-dep -y -qq /run/source")
                    .succeeded();
            Files.createDirectories(root.resolve("build"));
            Files.createFile(ready);
        }
        return root;
    }

    /** The source as it is before its first build. */
    private static Path bareSource(Path work, Path definitions, HelloSource hello) throws IOException {
        Path source = work.resolve("source");
        Command.run(work, "rm", "-rf", source.toString()).succeeded();
        Files.createDirectory(source);
        Command.run(source, "tar", "-xf", hello.tarball().toString(), "--strip-components=1")
                .succeeded();
        Command.run(source, "cp", "-a", definitions.resolve("hello/deb").toString(), "debian")
                .succeeded();
        Files.writeString(source.resolve("debian/changelog"), """
                hello (%s-1) %s; urgency=medium

                  * Timed

                 -- Ada Tester <ada@fatbuildr.invalid>  Sat, 21 Nov 2026 10:00:00 +0000
                """.formatted(hello.version(), Site.CODENAME));
        return source;
    }

    /** A new directory with the tree, as each build of an artifact has its own, spread over the disk as those are. */
    private static Path copy(Path work, Path source) throws IOException {
        Path directories = Files.createDirectories(work.resolve("builds"));
        Command.run(work, "chattr", "+T", directories.toString());
        Path directory = Files.createTempDirectory(directories, "build-");
        Command.run(
                        work,
                        "cp",
                        "-a",
                        source.toString(),
                        directory.resolve("hello").toString())
                .succeeded();
        Command.run(work, "chown", "-R", BUILDER, directory.toString()).succeeded();
        return directory;
    }

    private static double bareBuild(Path work, Path root, Path source) throws IOException, InterruptedException {
        Path directory = copy(work, source);
        settle(work);
        String output = inRoot(
                        root,
                        BUILDER,
                        List.of("--bind=" + directory + ":/build"),
                        "cd /build/hello && date +%s.%N && "
                                + "DEB_BUILD_OPTIONS=parallel=$(nproc) dpkg-buildpackage -us -uc -b >/dev/null 2>&1"
                                + " && date +%s.%N")
                .succeeded();
        Command.run(work, "rm", "-rf", directory.toString()).succeeded();
        // The container's own warnings come in the same stream.
        List<String> times =
                output.lines().filter(line -> line.matches("\\d+\\.\\d+")).toList();
        return Double.parseDouble(times.getLast()) - Double.parseDouble(times.getFirst());
    }

    private static Command inRoot(Path root, String user, List<String> binds, String command) {
        List<String> line = new ArrayList<>(List.of(
                "systemd-nspawn",
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--pipe",
                "--directory=" + root,
                "--setenv=DEBIAN_FRONTEND=noninteractive"));
        line.addAll(binds);
        line.addAll(List.of("setpriv", "--reuid=" + user, "--clear-groups", "sh", "-c", command));
        return Command.run(root, line);
    }
}
