package fatbuildr.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.daemon.Version;
import fatbuildr.daemon.http.WebArguments.Debug;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's command line, and how it starts. */
class MainTest {
    @TempDir
    Path root;

    private record Outcome(int status, String output, String errors) {}

    private static Outcome run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = Main.run(new PrintStream(output), new PrintStream(errors), words);
        return new Outcome(status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    private String[] arguments(int port, String... more) throws IOException {
        Files.createDirectories(root.resolve("instances.d"));
        Files.writeString(
                root.resolve("instances.d/lab.yml"),
                "name: Lab\ngpg: {name: Lab, email: bot@lab.example}\nformats: {deb: [{name: sid, env: sid, tag: sid}]}\n");
        Files.writeString(root.resolve("vendor.ini"), "");
        Files.writeString(root.resolve("site.ini"), """
                [dirs]
                instances = %1$s/instances.d
                registry = %1$s/registry
                [web]
                host = 127.0.0.1
                port = %2$d
                vendor_policy = %3$s
                vendor_templates = %4$s/templates
                static = %4$s/static
                """.formatted(
                        root,
                        port,
                        Path.of("../dist/src/main/share/web/policy.acl").toAbsolutePath(),
                        Path.of("../web/src/main/pages").toAbsolutePath()));
        List<String> words =
                new ArrayList<>(List.of("--vendor-config", root + "/vendor.ini", "--site-config", root + "/site.ini"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void theCommandLine() {
        assertThat(WebArguments.parse())
                .isEqualTo(new WebArguments(
                        Path.of("/usr/share/fatbuildr/fatbuildr.ini"),
                        Path.of("/etc/fatbuildr/fatbuildr.ini"),
                        Optional.empty(),
                        Debug.NONE,
                        Optional.empty(),
                        WebArguments.Wish.RUN));
        assertThat(WebArguments.parse(
                        "--vendor-config=a",
                        "--site-config",
                        "b",
                        "--ready-file=c",
                        "--full-debug",
                        "--debug",
                        "-i",
                        "lab"))
                .isEqualTo(new WebArguments(
                        Path.of("a"),
                        Path.of("b"),
                        Optional.of(Path.of("c")),
                        Debug.ALL,
                        Optional.of("lab"),
                        WebArguments.Wish.RUN));
        assertThat(WebArguments.parse("--instance=lab", "--debug").debug()).isEqualTo(Debug.OURS);
        assertThat(run("-v")).isEqualTo(new Outcome(0, "fatbuildrweb " + Version.text() + "\n", ""));
        assertThat(run("-h")).isEqualTo(new Outcome(0, WebArguments.USAGE, ""));
    }

    @Test
    void aMistakeIsOneLine() throws IOException {
        assertThat(run("--nonsense"))
                .isEqualTo(new Outcome(1, "", "fatbuildrweb: unknown argument --nonsense, see fatbuildrweb --help\n"));
        assertThat(run("-i"))
                .isEqualTo(new Outcome(1, "", "fatbuildrweb: the option -i needs a value, see fatbuildrweb --help\n"));
        assertThat(run("--vendor-config", root + "/none").errors())
                .isEqualTo("fatbuildrweb: Configuration file " + root + "/none does not exist\n");
        assertThat(run(arguments(0, "-i", "none")))
                .isEqualTo(new Outcome(1, "", "fatbuildrweb: instance none not found\n"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(arguments(taken.getLocalPort())))
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "fatbuildrweb: cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                                    + ": the address is in use by another program, or not of this machine\n"));
        }
    }

    /** What needs no daemon is served, what does is refused in a way that says so. */
    @Test
    void itStartsBeforeTheDaemonAndServesTheInstanceThatTheCommandLineNames() throws Exception {
        Map<String, String> nowhere = Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + root.resolve("none"));
        WebArguments arguments = WebArguments.parse(arguments(0, "-i", "lab", "--debug"));
        try (WebProgram program = WebProgram.start(arguments, nowhere);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, program, "/instance.json").body())
                    .isEqualTo(
                            "{\n  \"id\": \"lab\",\n  \"name\": \"Lab\",\n  \"userid\": \"Lab <bot@lab.example>\"\n}\n");
            for (String path : List.of("/running.json", "/health/ready")) {
                HttpResponse<String> answer = get(client, program, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body())
                        .contains("the daemon cannot be reached: there is no message bus on the server");
            }
            await().untilAsserted(
                            () -> assertThat(get(client, program, "/metrics").body())
                                    .contains("{method=\"GET\",route=\"/running.json\",status=\"503\"} 1\n")
                                    .doesNotContain("fatbuildr_task"));
        }
    }

    private static HttpResponse<String> get(HttpClient client, WebProgram program, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(program.url() + path)).build(), BodyHandlers.ofString());
    }

    /** The manual page lists the options of the help, no more, no less. */
    @Test
    void theManualPageHasEveryOption() throws Exception {
        String page = Files.readString(Path.of("../dist/src/main/share/man/man8/fatbuildrweb.8"))
                .replace("\\-", "-");
        Pattern option = Pattern.compile("--[a-z-]+");
        assertThat(option.matcher(page).results().map(found -> found.group()).distinct())
                .containsExactlyInAnyOrderElementsOf(option.matcher(WebArguments.USAGE)
                        .results()
                        .map(found -> found.group())
                        .distinct()
                        .toList());
    }
}
