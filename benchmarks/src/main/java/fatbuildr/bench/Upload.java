package fatbuildr.bench;

import fatbuildr.e2e.Command;
import fatbuildr.e2e.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A build request with a source of 2 GiB: what it costs the daemon, against a plain copy of the same file. */
final class Upload implements Benchmark {
    private static final long BYTES = 2L << 30;

    @Override
    public String name() {
        return "upload-2g";
    }

    @Override
    public String about() {
        return "a build request with a source archive of 2 GiB: time, growth of the daemon's memory, bytes it wrote";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        Path source = work.resolve("greeting-9.0.tar.xz");
        Command.run(work, "sh", "-c", "head -c " + BYTES + " /dev/zero > " + source.getFileName())
                .succeeded();
        try (Site site = Site.start("bench-upload")) {
            Path definition = site.packedGreeting();
            double copy = Stopwatch.seconds(
                    () -> Command.run(work, "cp", source.toString(), "copy").succeeded());
            Files.delete(work.resolve("copy"));
            figures.accept(new Figure("upload-2g-copy", copy, "s"));
            double memory = DaemonRss.resident(site, "VmHWM");
            long written = written(site);
            double time = Stopwatch.seconds(
                    () -> Command.run(work, request(site, definition, source)).succeeded());
            figures.accept(new Figure("upload-2g", time, "s"));
            figures.accept(new Figure("upload-2g-memory", DaemonRss.resident(site, "VmHWM") - memory, "MiB"));
            figures.accept(new Figure("upload-2g-written", (written(site) - written) / (double) BYTES, "x"));
        } finally {
            Files.delete(source);
        }
    }

    private static long written(Site site) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + site.pid() + "/io")).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> request(Site site, Path definition, Path source) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "--fail-with-body"));
        line.addAll(site.buildRequest(definition, Map.of("message", "Large")));
        line.addAll(List.of("-F", "source/greeting=@" + source, site.uri() + "/build"));
        return line;
    }
}
