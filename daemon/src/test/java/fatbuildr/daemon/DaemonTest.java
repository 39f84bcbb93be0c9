package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fatbuildr.api.Json;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon whole: configuration files, engine, store and server, without any build. */
class DaemonTest {
    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private Site site;

    @BeforeEach
    void configure() throws IOException {
        site = Site.in(root);
    }

    private Daemon start() {
        return Daemon.start(
                Arguments.parse(site.arguments()),
                Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + root.resolve("no-bus")),
                _ -> {});
    }

    private HttpResponse<String> get(Daemon daemon, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(daemon.url() + path)).build(),
                BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private String submit(Daemon daemon, String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(daemon.url() + path))
                        .header("Authorization", "Bearer " + token())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body()).get("task").textValue();
    }

    private String token() {
        return TokenIssue.token(
                Arguments.parse(
                        "--site-config",
                        site.ini().toString(),
                        "--vendor-config",
                        site.vendor().toString(),
                        "--user",
                        "root"),
                "lab");
    }

    @Test
    void aKeyringIsMadeAndFollowedOverHttp() throws Exception {
        try (Daemon daemon = start()) {
            String task = submit(daemon, "/lab/keyring", "{}");
            String journal = get(daemon, "/lab/watch/" + task + ".journal").body();

            assertThat(journal).endsWith("20:Task succeeded");
            assertThat(get(daemon, "/lab/keyring.asc").body()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
            assertThat(get(daemon, "/lab/keyring.json").body()).contains("Lab Bot <bot@lab.example>");
            assertThat(get(daemon, "/lab/tasks/" + task + ".json").body())
                    .contains("\"result\":\"success\"", "\"user\":\"root\"");
            assertThat(get(daemon, "/lab/history.json").body()).contains(task);
            assertThat(get(daemon, "/lab/registry/").body()).contains(task);
            assertThat(get(daemon, "/lab/watch/" + task + ".html").body()).contains("LOG: 20:Task succeeded");
        }
    }

    @Test
    void theEndOfATaskIsInTheFigures() throws Exception {
        try (Daemon daemon = start()) {
            String task = submit(daemon, "/lab/keyring", "{}");
            get(daemon, "/lab/watch/" + task + ".journal");

            assertThat(get(daemon, "/health/ready").statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(daemon.url() + "/metrics"))
                                            .header("Authorization", "Bearer " + token())
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("fatbuildr_tasks_finished_total"
                            + "{instance=\"lab\",result=\"success\",type=\"keyring creation\"} 1.0"));
        }
    }

    /** peer-defect-22: an empty registry is no error. */
    @Test
    void nothingIsPublishedAtFirst_peerDefect22() throws Exception {
        try (Daemon daemon = start()) {
            assertThat(get(daemon, "/lab/registry.json").body()).isEqualTo("[]\n");
            assertThat(get(daemon, "/lab/registry/deb.json").body()).isEqualTo("[]\n");
            assertThat(get(daemon, "/lab/registry/rpm.json").body()).isEqualTo("[]\n");
            assertThat(get(daemon, "/lab/registry/osi.json").body()).isEqualTo("[]\n");
            assertThat(get(daemon, "/lab/registry/osi/vm/main/raw.xz/none.json").body())
                    .isEqualTo("{\"error\":\"Distribution vm not found in osi registry\"}\n");
            assertThat(get(daemon, "/lab/search.json?artifact=x").body()).isEqualTo("{}\n");
            assertThat(get(daemon, "/lab/registry/xyz.json").body())
                    .isEqualTo("{\"error\":\"Format xyz not supported by registries\"}\n");
            assertThat(get(daemon, "/lab/registry/deb/trixie.json").statusCode())
                    .isEqualTo(404);
            assertThat(get(daemon, "/lab/deb/").statusCode()).isEqualTo(404);
            assertThat(get(daemon, "/lab/running.json").body()).isEqualTo("null\n");
        }
    }

    /** peer-defect-22 and 24. */
    @Test
    void aBuildForNowhereIsRefusedAndLeavesNothing_peerDefect22_peerDefect24() throws Exception {
        String form = Stream.of("format", "distribution", "architectures", "derivative", "artifact", "user_name")
                        .map(name -> "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nxyz\r\n")
                        .reduce("", String::concat)
                + "--b\r\nContent-Disposition: form-data; name=\"user_email\"\r\n\r\na@b.example\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nm\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"tarball\"; filename=\"a.tar\"\r\n\r\nx\r\n--b--\r\n";
        try (Daemon daemon = start()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(daemon.url() + "/lab/build"))
                            .header("Authorization", "Bearer " + token())
                            .header("Content-Type", "multipart/form-data; boundary=b")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isIn(400, 404);
            assertThat(answer.body()).startsWith("{\"error\":");
            try (Stream<Path> uploads = Files.list(site.workspaces().resolve(".uploads"))) {
                assertThat(uploads).isEmpty();
            }
        }
    }

    @Test
    void aBadInstanceDoesNotStopTheOthers() throws Exception {
        site.define("broken", "formats: 3");
        try (Daemon daemon = start()) {
            assertThat(get(daemon, "/instances.json").body())
                    .isEqualTo("[{\"id\":\"lab\",\"name\":\"Lab packages\","
                            + "\"userid\":\"Lab Bot <bot@lab.example>\"}]\n");
        }
    }

    @Test
    void noInstanceAtAllIsServedToo() throws Exception {
        Files.delete(root.resolve("instances.d/lab.yml"));
        try (Daemon daemon = start()) {
            assertThat(get(daemon, "/instances.json").body()).isEqualTo("[]\n");
            assertThat(get(daemon, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatWasDoneIsThereAfterARestart() throws Exception {
        String task;
        try (Daemon daemon = start()) {
            task = submit(daemon, "/lab/history/purge", "");
            get(daemon, "/lab/watch/" + task + ".journal");
        }
        try (Daemon daemon = start()) {
            assertThat(get(daemon, "/lab/tasks/" + task + ".json").body()).contains("\"state\":\"finished\"");
            assertThat(get(daemon, "/lab/watch/" + task + ".journal").body()).endsWith("20:Task succeeded");
        }
    }

    @Test
    void aFailedStartLeavesTheStoreToTheNext() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site.configure(taken.getLocalPort(), "");
            assertThatThrownBy(this::start)
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
        }
        site.configure(0, "");
        try (Daemon daemon = start()) {
            assertThat(get(daemon, "/version").body()).isEqualTo("Fatbuildr v" + Version.text());
        }
    }

    @Test
    void twoDaemonsDoNotShareAStore() {
        try (Daemon _ = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageContaining("another daemon");
        }
    }

    @Test
    void closedTwiceIsClosed() {
        List<Daemon> daemons = List.of(start());
        daemons.getFirst().close();
        daemons.getFirst().close();
        start().close();
    }
}
