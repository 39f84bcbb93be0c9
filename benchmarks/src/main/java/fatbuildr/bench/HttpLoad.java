package fatbuildr.bench;

import fatbuildr.e2e.Site;
import fatbuildr.e2e.WebSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Requests per second and their times over 16 kept connections, client and server on the same machine. */
final class HttpLoad implements Benchmark {
    private static final int CONNECTIONS = 16;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final long TIMED_NANOS = 6_000_000_000L;
    private static final int MANY = 2000;

    @Override
    public String name() {
        return "http-load";
    }

    @Override
    public Set<String> names() {
        return Set.of(name(), "web-load");
    }

    @Override
    public String about() {
        return "requests per second, p50 and p99 of JSON and pages, of the daemon and of fatbuildrweb, with "
                + CONNECTIONS + " connections for " + TIMED_NANOS / 1_000_000_000 + " s each";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        List<Path> debs = DebFactory.make(work.resolve("debs"), 0, MANY);
        try (WebSite served = WebSite.start("bench-http")) {
            Site site = served.site.withEnvironment();
            site.buildGreeting("For its page").succeeded();
            site.stop();
            try (RegistrySite registry = RegistrySite.of(site)) {
                registry.publish(Site.CODENAME, "main", debs);
                registry.publish(Site.CODENAME, "next", debs.subList(0, 5));
            }
            site.startDaemon();
            measure("http", URI.create(site.server()), figures);
            measure("web", URI.create(served.web.url()), figures);
        }
    }

    /** @param front beginning of the names of figures */
    private static void measure(String front, URI server, Consumer<Figure> figures)
            throws IOException, InterruptedException {
        String base = "/" + Site.INSTANCE;
        String list = base + "/registry/deb/" + Site.CODENAME;
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("instances-json", "/instances.json");
        paths.put("registry-json", base + "/registry.json");
        paths.put("artifacts-5-json", list + "/next.json");
        paths.put("artifacts-2000-json", list + "/main.json");
        paths.put("artifacts-2000-page", list + "/main/");
        paths.put("artifact-json", list + "/main/x86_64/greeting.json");
        paths.put("artifact-page", list + "/main/x86_64/greeting/");
        for (Map.Entry<String, String> path : paths.entrySet()) {
            load(server, path.getValue(), WARM_UP_NANOS);
            figures(front + "-" + path.getKey(), load(server, path.getValue(), TIMED_NANOS))
                    .forEach(figures);
        }
        long[] single = alone(server, list + "/main.json");
        figures.accept(new Figure(front + "-artifacts-2000-json-alone-p50", single[single.length / 2] / 1e6, "ms"));
    }

    private static List<Figure> figures(String metric, long[] nanos) {
        return List.of(
                new Figure(metric, nanos.length / (TIMED_NANOS / 1e9), "1/s"),
                new Figure(metric + "-p50", nanos[nanos.length / 2] / 1e6, "ms"),
                new Figure(metric + "-p99", nanos[(int) (nanos.length * 0.99)] / 1e6, "ms"));
    }

    /** Times of single requests, sorted. */
    private static long[] load(URI server, String path, long duration) throws IOException, InterruptedException {
        List<Future<long[]>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int client = 0; client < CONNECTIONS; client++) {
                clients.add(threads.submit(() -> requests(server, path, duration)));
            }
        }
        long[][] times = new long[CONNECTIONS][];
        for (int client = 0; client < CONNECTIONS; client++) {
            try {
                times[client] = clients.get(client).get();
            } catch (java.util.concurrent.ExecutionException failure) {
                throw new IOException(path, failure.getCause());
            }
        }
        return Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static long[] requests(URI server, String path, long duration) throws IOException {
        long[] times = new long[1 << 20];
        int count = 0;
        try (HttpConnection connection = new HttpConnection(server)) {
            long end = System.nanoTime() + duration;
            for (long start = System.nanoTime(); start < end && count < times.length; start = System.nanoTime()) {
                connection.get(path);
                times[count++] = System.nanoTime() - start;
            }
        }
        return Arrays.copyOf(times, count);
    }

    /** Without anybody else asking. */
    private static long[] alone(URI server, String path) throws IOException {
        long[] times = requests(server, path, TIMED_NANOS / 3);
        Arrays.sort(times);
        return times;
    }
}
