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

/** A build request with a source of 2 GiB: what it costs the programs that serve, against a plain copy of the same file. */
final class Upload implements Benchmark {
    private static final long BYTES = 2L << 30;

    private final Served.By by;

    Upload(Served.By by) {
        this.by = by;
    }

    @Override
    public String name() {
        return by.prefix + "upload-2g";
    }

    @Override
    public String about() {
        return "a build request with a source archive of 2 GiB: time, growth of memory of what serves, bytes that wrote";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        Path source = work.resolve("greeting-9.0.tar.xz");
        Command.run(work, "sh", "-c", "head -c " + BYTES + " /dev/zero > " + source.getFileName())
                .succeeded();
        try (Served served = by.start("bench-upload")) {
            Site site = served.site();
            Processes processes = served.processes();
            Path definition = site.packedGreeting();
            double copy = Stopwatch.seconds(
                    () -> Command.run(work, "cp", source.toString(), "copy").succeeded());
            Files.delete(work.resolve("copy"));
            figures.accept(new Figure(name() + "-copy", copy, "s"));
            double memory = processes.resident("VmHWM");
            long written = processes.written();
            double time = Stopwatch.seconds(
                    () -> Command.run(work, request(site, definition, source)).succeeded());
            figures.accept(new Figure(name(), time, "s"));
            figures.accept(new Figure(name() + "-memory", processes.resident("VmHWM") - memory, "MiB"));
            figures.accept(new Figure(name() + "-written", (processes.written() - written) / (double) BYTES, "x"));
        } finally {
            Files.delete(source);
        }
    }

    private static List<String> request(Site site, Path definition, Path source) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "--fail-with-body"));
        line.addAll(site.buildRequest(definition, Map.of("message", "Large")));
        line.addAll(List.of("-F", "source/greeting=@" + source, site.uri() + "/build"));
        return line;
    }
}
