package fatbuildr.bench;

import fatbuildr.e2e.Command;
import fatbuildr.e2e.Site;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.MessageEncoder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Many people watch one build that tells the time: how late its lines come, and what that costs the programs that serve. */
final class Watchers implements Benchmark {
    private static final int WATCHERS = 1000;
    private static final int LINES = 200;
    private static final String TICK = "tick ";

    private final Served.By by;

    Watchers(Served.By by) {
        this.by = by;
    }

    @Override
    public String name() {
        return by.prefix + "watchers";
    }

    @Override
    public String about() {
        return WATCHERS
                + " watchers of one running task and one that never reads: delay of lines, memory of what serves them, watchers that lost a line";
    }

    @Override
    public void run(Path work, Consumer<Figure> figures) throws IOException, InterruptedException {
        try (Served served = by.start("bench-watchers")) {
            Site site = served.site().withEnvironment();
            Path definitions = definition(work);
            // Dependencies are installed and code is compiled before the clock runs.
            site.build(definitions, "clock", "Warm up", sources()).succeeded();
            rehearse();
            double before = served.processes().resident("VmRSS");
            String task = site.build(definitions, "clock", "Timed", with(sources(), "--batch"))
                    .task();
            while (!site.ctl("list").succeeded().contains("running")) {
                Thread.sleep(20);
            }
            watched(served, task, before).forEach(figures);
        }
    }

    /** Compiles what measures: it has the same processors as the daemon, whose own code stays as it is. */
    private static void rehearse() throws IOException, InterruptedException {
        byte[] line =
                MessageEncoder.encode(new ConsoleMessage.Bytes((TICK + "1\n").getBytes(StandardCharsets.US_ASCII)));
        try (Rehearsal server = new Rehearsal(Collections.nCopies(LINES, line))) {
            CountDownLatch done = new CountDownLatch(WATCHERS);
            for (int watcher = 0; watcher < WATCHERS; watcher++) {
                Thread.ofVirtual().start(() -> {
                    try (HttpConnection connection = new HttpConnection(server.address())) {
                        watch(connection, "/", new AtomicInteger());
                    } catch (IOException failed) {
                        System.err.println("rehearsal: " + failed.getMessage());
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
        }
    }

    private List<Figure> watched(Served served, String task, double before) throws IOException, InterruptedException {
        URI server = URI.create(served.site().uri());
        String path = server.getPath() + "/watch/" + task + ".journal";
        List<Long> delays = new ArrayList<>();
        AtomicInteger whole = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(WATCHERS);
        try (HttpConnection stuck = new HttpConnection(server)) {
            stuck.ask(path);
            for (int watcher = 0; watcher < WATCHERS; watcher++) {
                Thread.ofVirtual().start(() -> {
                    try (HttpConnection connection = new HttpConnection(server)) {
                        List<Long> own = watch(connection, path, whole);
                        synchronized (delays) {
                            delays.addAll(own);
                        }
                    } catch (IOException lost) {
                        System.err.println("lost: " + lost.getMessage());
                    } finally {
                        done.countDown();
                    }
                });
            }
            double most = before;
            while (!done.await(200, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, served.processes().resident("VmRSS"));
            }
            delays.sort(null);
            return List.of(
                    new Figure(name() + "-delay-p50", delays.get(delays.size() / 2), "ms"),
                    new Figure(name() + "-delay-p99", delays.get((int) (delays.size() * 0.99)), "ms"),
                    new Figure(name() + "-lines", delays.size(), "lines"),
                    new Figure(name() + "-dropped", WATCHERS - whole.get(), "watchers"),
                    new Figure(name() + "-memory", most - before, "MiB"));
        }
    }

    /**
     * Milliseconds between a line's making and its coming, of those made after this watcher came. It is whole when every
     * line and the end came, earlier lines too.
     */
    private static List<Long> watch(HttpConnection connection, String path, AtomicInteger whole) throws IOException {
        List<Long> delays = new ArrayList<>();
        long since = Instant.now().toEpochMilli();
        connection.ask(path);
        connection.head();
        MessageDecoder decoder = new MessageDecoder();
        int lines = 0;
        for (byte[] chunk = connection.chunk(); chunk.length > 0; chunk = connection.chunk()) {
            long now = Instant.now().toEpochMilli();
            decoder.feed(chunk);
            for (Optional<ConsoleMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                switch (next.get()) {
                    case ConsoleMessage.Bytes bytes -> lines += ticks(bytes, since, now, delays);
                    case ConsoleMessage.Log log
                    when log.text().startsWith("Task succeeded") -> whole.addAndGet(lines == LINES ? 1 : 0);
                    case ConsoleMessage _ -> {}
                }
            }
        }
        return delays;
    }

    private static int ticks(ConsoleMessage.Bytes bytes, long since, long now, List<Long> delays) {
        String text = new String(bytes.data(), StandardCharsets.ISO_8859_1);
        int lines = 0;
        for (int at = text.indexOf(TICK); at >= 0; at = text.indexOf(TICK, at + 1)) {
            int from = at + TICK.length();
            // Not the command that make shows.
            if (Character.isDigit(text.charAt(from))) {
                long made = Long.parseLong(text, from, text.indexOf('\n', from), 10);
                lines++;
                if (made > since) {
                    delays.add(now - made);
                }
            }
        }
        return lines;
    }

    private static Path definition(Path work) throws IOException {
        Path definitions = work.resolve("definitions");
        Path definition = definitions.resolve("clock");
        Command.run(work, "rm", "-rf", definition.toString()).succeeded();
        Files.createDirectories(definition);
        Command.run(work, "cp", "-a", Site.EXAMPLES + "/artifacts/greeting/deb", definition.toString())
                .succeeded();
        Files.writeString(definition.resolve("artifact.yml"), "version: \"1.0\"\ndeb:\n  release: 1\n");
        Path control = definition.resolve("deb/control");
        Files.writeString(control, Files.readString(control).replace("greeting", "clock"));
        Path rules = definition.resolve("deb/rules");
        Files.writeString(rules, Files.readString(rules) + """

                override_dh_missing:
                \tfor i in `seq %d`; do echo tick `date +%%s%%3N`; sleep 0.1; done
                """.formatted(LINES));
        return definitions;
    }

    private static String[] sources() {
        return new String[] {
            "--sources", Site.EXAMPLES.resolve("sources/greeting").toString()
        };
    }

    private static String[] with(String[] words, String first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
