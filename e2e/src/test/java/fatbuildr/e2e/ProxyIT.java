package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The documented configurations of nginx and Apache, with the real programs. */
@ParameterizedClass
@EnumSource(ReverseProxy.class)
final class ProxyIT {
    private static final Pattern TICK = Pattern.compile("tick (\\d+)");
    private static final long LARGE = (2L << 30) + 12_345;
    private static Site site;

    private final ReverseProxy kind;

    ProxyIT(ReverseProxy kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void start() throws IOException {
        site = Site.start("proxies").withEnvironment();
        site.stop();
        Path ini = site.directory.resolve("fatbuildr.ini");
        Files.writeString(
                ini, Files.readString(ini).replace("[web]\n", "[web]\ninstance_header = X-Fatbuildr-Instance\n"));
        site.startDaemon();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aPathPrefixIsKeptInRedirectsAndLinks() {
        try (ReverseProxy.Running proxy = kind.start(site)) {
            assertThat(curl(proxy, "packages.example", "/packages/version").succeeded())
                    .startsWith("Fatbuildr v");
            String redirected = curl(proxy, "packages.example", "/packages/e2e/registry", "-i")
                    .succeeded();
            assertThat(redirected)
                    .contains(" 308 ")
                    .containsPattern(
                            "(?i)location: http://packages\\.example:" + proxy.port() + "/packages/e2e/registry/\r?\n");
            String page =
                    curl(proxy, "packages.example", "/packages/e2e/registry/").succeeded();
            Matcher style = Pattern.compile("href=\"([^\"]*\\.css[^\"]*)\"").matcher(page);
            assertThat(style.find()).isTrue();
            String address = java.net
                    .URI
                    .create("http://packages.example/packages/e2e/registry/")
                    .resolve(style.group(1))
                    .getPath();
            assertThat(address).startsWith("/packages/static/");
            assertThat(curl(proxy, "packages.example", address).succeeded()).contains("{");
        }
    }

    @Test
    void anInstanceHasAHostNameOfItsOwnThatOnlyTheProxyGives() {
        try (ReverseProxy.Running proxy = kind.start(site)) {
            assertThat(curl(proxy, "demo.example", "/registry.json").succeeded())
                    .startsWith("[");
            assertThat(curl(proxy, "demo.example", "/instances.json", "-o", "/dev/null", "-w", "%{http_code}")
                            .output())
                    .isEqualTo("404");
            assertThat(curl(proxy, "packages.example", "/packages/instances.json", "-H", "X-Fatbuildr-Instance: e2e")
                            .succeeded())
                    .contains("\"id\":\"e2e\"");
        }
    }

    @Test
    void outputComesLineByLine() throws IOException, InterruptedException {
        Path definitions = slowDefinition();
        try (ReverseProxy.Running proxy = kind.start(site)) {
            String task = site.build(
                            definitions,
                            "greeting",
                            "Slow",
                            "--batch",
                            "--sources",
                            Site.EXAMPLES.resolve("sources/greeting").toString())
                    .task();
            while (site.ctl("list").succeeded().contains("state: pending")) {
                Thread.sleep(100);
            }
            List<Long> delays = new ArrayList<>();
            Process watching = new ProcessBuilder(
                            line(proxy, "packages.example", "/packages/e2e/watch/" + task + ".journal", "-N"))
                    .start();
            boolean ended = false;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(watching.getInputStream(), StandardCharsets.ISO_8859_1))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher tick = TICK.matcher(line);
                    while (tick.find()) {
                        delays.add(Instant.now().toEpochMilli() - Long.parseLong(tick.group(1)));
                    }
                    ended |= line.contains("Task succeeded");
                }
            }
            assertThat(ended).as("the whole output came").isTrue();
            // A proxy that keeps output back would show the first line when the last one is there, after 6 s.
            assertThat(delays).hasSize(12).allMatch(delay -> delay < 3000);
        }
    }

    @Test
    void twoGibibytesAreUploaded() throws IOException {
        Path source = site.directory.resolve("large-9.0.tar.xz");
        Command.run(site.directory, "truncate", "--size=" + LARGE, source.toString())
                .succeeded();
        try (ReverseProxy.Running proxy = kind.start(site)) {
            List<String> options = new ArrayList<>(site.buildRequest(site.packedGreeting(), Map.of()));
            options.addAll(List.of("-F", "source/greeting=@" + source));
            Command answer = curl(proxy, "packages.example", "/packages/e2e/build", options.toArray(String[]::new));
            assertThat(answer.succeeded()).startsWith("{\"task\":");
            // What was sent is no archive, and the task says so: every byte of it had come before.
            assertThat(site.ctl("watch", answer.task()).output()).contains("large-9.0.tar.xz", "Task failed");
        } finally {
            Files.delete(source);
            site.ctl("history", "purge").succeeded();
        }
    }

    private static Path slowDefinition() throws IOException {
        Path definitions = site.directory.resolve("definitions");
        Path definition = definitions.resolve("greeting");
        Command.run(site.directory, "rm", "-rf", definition.toString()).succeeded();
        Files.createDirectories(definition);
        Command.run(Site.EXAMPLES, "cp", "-a", "artifacts/greeting/.", definition.toString())
                .succeeded();
        Path rules = definition.resolve("deb/rules");
        Files.writeString(
                rules,
                Files.readString(rules)
                        + "\noverride_dh_missing:\n\tfor i in `seq 12`; do echo tick `date +%s%3N`; sleep 0.5; done\n");
        return definitions;
    }

    private static Command curl(ReverseProxy.Running proxy, String host, String path, String... options) {
        return Command.run(site.directory, line(proxy, host, path, options));
    }

    private static List<String> line(ReverseProxy.Running proxy, String host, String path, String... options) {
        List<String> line = new ArrayList<>(
                List.of("curl", "-sS", "--noproxy", "*", "--resolve", host + ":" + proxy.port() + ":127.0.0.1"));
        line.addAll(List.of(options));
        line.add("http://" + host + ":" + proxy.port() + path);
        return line;
    }
}
