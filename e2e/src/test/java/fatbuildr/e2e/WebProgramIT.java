package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.testbus.PrivateBus;
import fatbuildr.web.contract.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The HTTP server as an unprivileged program of its own, beside a daemon that serves HTTP as well: whoever asks cannot
 * tell one from the other.
 */
final class WebProgramIT {
    private static final String NO_TASK = "00000000-0000-4000-8000-000000000000";
    private static final String TASK_ID = Command.TASK.pattern();
    private static final String NAME = "greeting";

    /** What differs between two servers, or two requests. */
    private static final Set<String> OWN_HEADERS = Set.of("date", ":status");

    /** Figures of the process, and signing in elsewhere, which no site has configured here. */
    private static final Set<String> NOT_COMPARED = Set.of("/metrics", "/login/oidc", "/login/callback");

    private static WebSite served;
    private static Site site;
    private static WebProgram web;
    private static String daemon;
    private static String task;

    @BeforeAll
    static void start() throws Exception {
        served = WebSite.start("site");
        site = served.site.withEnvironment();
        daemon = site.server();
        web = served.web;
        site.use(web.url());
        // Through the program, followed live to its end.
        Command build = site.buildGreeting("Through the web program");
        assertThat(build.succeeded()).contains("dpkg-buildpackage", "Task succeeded");
        task = build.task();
    }

    @AfterAll
    static void stop() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    private record Asked(String method, String path, String token, String body) {
        HttpRequest of(String server) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            if (body.startsWith("{")) {
                request.header("Content-Type", "application/json");
            }
            return request.build();
        }
    }

    private static HttpResponse<String> send(String server, Asked asked) throws IOException, InterruptedException {
        // A connection of its own: one kept open may be closed just when it is used.
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(asked.of(server), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IOException(asked + " of " + server, broken);
        }
    }

    /** All of an answer that both servers have to give alike. */
    private static String answer(String server, Asked asked) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(server, asked);
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(OWN_HEADERS);
        String text = asked.method() + " " + asked.path() + "\n" + answer.statusCode() + "\n" + headers + "\n"
                + answer.body();
        return text.replace(server.replace("http://", ""), "SERVER");
    }

    private static void assertAlike(List<Asked> all) throws IOException, InterruptedException {
        for (Asked asked : all) {
            assertThat(answer(web.url(), asked)).isEqualTo(answer(daemon, asked));
        }
    }

    private static Map<String, List<String>> values() {
        return Map.of(
                "instance", List.of(Site.INSTANCE, "none"),
                "format", List.of("deb", "rpm", "xyz", "%00"),
                "distribution", List.of(Site.CODENAME, "sid"),
                "derivative", List.of("main", "next", "x"),
                "architecture", List.of("x86_64", "src", "arm64", "zz"),
                "name", List.of(NAME, "none", "%C3%A9", "a%2Fb"),
                "task", List.of(task, NO_TASK, "x"),
                "environment", List.of(Site.CODENAME),
                "path",
                        List.of(
                                "deb/dists/" + Site.CODENAME + "/InRelease",
                                "deb/dists/" + Site.CODENAME + "/main/binary-amd64/Packages.gz",
                                "deb/",
                                "deb",
                                "deb/pool",
                                "none",
                                "style.css",
                                "..%2f..%2ffatbuildr.ini"));
    }

    /** The path with good values, and with each other value in one place. */
    private static Set<String> paths(String pattern) {
        Set<String> paths = new TreeSet<>();
        paths.add(filled(pattern, "", ""));
        values().forEach((name, values) -> values.forEach(value -> paths.add(filled(pattern, name, value))));
        return paths;
    }

    private static String filled(String pattern, String name, String value) {
        String path = pattern;
        for (Map.Entry<String, List<String>> entry : values().entrySet()) {
            String chosen =
                    entry.getKey().equals(name) ? value : entry.getValue().getFirst();
            path = path.replace("{" + entry.getKey() + "}", chosen);
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT"})
    void whatIsThereReadsTheSame(String method) throws Exception {
        List<Asked> all = new ArrayList<>();
        for (Contract.Operation operation : Contract.load().operations()) {
            if (!NOT_COMPARED.contains(operation.path())) {
                for (String path : paths(operation.path())) {
                    all.add(new Asked(method, path, "", ""));
                    all.add(new Asked(method, path, site.token(), ""));
                    all.add(new Asked(method, path, "x.y.z", ""));
                }
            }
        }
        for (String path : List.of(
                "/search.json?artifact=gree",
                "/search?artifact=gree",
                "/search.json?artifact=%00",
                "/pipelines/formats.json?derivative=next",
                "/pipelines/formats.json?derivative=x",
                "/history.json?limit=0",
                "/history.json?limit=1",
                "/history.json?limit=x",
                "/tasks/?page=1",
                "/tasks/?page=2",
                "/tasks/?page=0",
                "/builds/new?format=rpm")) {
            all.add(new Asked(method, "/" + Site.INSTANCE + path, site.token(), ""));
        }
        assertThat(all).hasSizeGreaterThan(500);
        assertAlike(all);
    }

    @Test
    void whatIsRefusedIsRefusedTheSame() throws Exception {
        List<Asked> all = new ArrayList<>();
        for (String token : List.of("", "x.y.z", site.token())) {
            for (String path : List.of(
                    "tasks/" + NO_TASK + "/cancel",
                    "tasks/" + task + "/cancel",
                    "tasks/x/cancel",
                    "images/xyz",
                    "images/rpm/update",
                    "images/deb/environments/none/x86_64",
                    "images/deb/environments/" + Site.CODENAME + "/zz/shell",
                    "keyring/renewal",
                    "build",
                    "none")) {
                for (String body : List.of("", "{", "{\"force\": 3}", "{\"duration\": \"x\"}")) {
                    all.add(new Asked("POST", "/" + Site.INSTANCE + "/" + path, token, body));
                }
            }
            String artifact = "/" + Site.INSTANCE + "/registry/deb/" + Site.CODENAME + "/main/x86_64/";
            all.add(new Asked("DELETE", artifact + NAME + ".json?version=0", token, ""));
            all.add(new Asked("DELETE", artifact + NAME + ".json", token, ""));
            all.add(new Asked("DELETE", artifact + "none.json?version=0", token, ""));
        }
        assertAlike(all);
    }

    private static Asked post(String path, String body) {
        return new Asked("POST", "/" + Site.INSTANCE + "/" + path, site.token(), body);
    }

    private static String submitted(String server, String path, String body) throws Exception {
        HttpResponse<String> answer = send(server, post(path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("(?s).*\"task\":\"(" + TASK_ID + ")\".*", "$1");
    }

    @Test
    void whatIsStartedRunsInTheNameOfWhoeverAsked() throws Exception {
        for (String server : List.of(daemon, web.url())) {
            String renewal = submitted(server, "keyring/renewal", "{\"duration\": \"2y\"}");
            assertThat(site.ctl("watch", renewal).succeeded()).contains("Task succeeded");
            assertThat(send(daemon, new Asked("GET", "/" + Site.INSTANCE + "/tasks/" + renewal + ".json", "", ""))
                            .body())
                    .contains("\"duration\":\"2y\"", "\"user\":\"root\"", "\"result\":\"success\"");
            String token = send(server, post("tokens", "{}")).body().replaceAll(".*\"token\":\"([^\"]*)\".*\\n", "$1");
            for (String other : List.of(daemon, web.url())) {
                assertThat(send(other, new Asked("GET", "/" + Site.INSTANCE + "/images.json", token, ""))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        Path definitions = Files.createTempDirectory(served.directory, "broken");
        Command.run(
                        definitions,
                        "cp",
                        "-R",
                        Site.EXAMPLES.resolve("artifacts/greeting").toString(),
                        ".")
                .succeeded();
        Files.writeString(definitions.resolve("greeting/deb/control"), "nonsense\n");
        Command failing = site.build(
                definitions,
                "greeting",
                "Fails",
                "--sources",
                Site.EXAMPLES.resolve("sources/greeting").toString());
        assertThat(failing.exit()).isEqualTo(1);
        assertThat(failing.output()).contains("Task failed");
        for (String uploads : List.of(".uploads", ".web-uploads")) {
            assertThat(served.directory.resolve("workspaces").resolve(uploads)).isEmptyDirectory();
        }
    }

    /** A page of output, live and afterwards, as well as the raw journal. */
    @Test
    void outputReadsTheSame() throws Exception {
        String renewal = submitted(web.url(), "keyring/renewal", "{\"duration\": \"1y\"}");
        for (String end : List.of(".journal", ".txt")) {
            Asked asked = new Asked("GET", "/" + Site.INSTANCE + "/watch/" + renewal + end, "", "");
            assertThat(answer(web.url(), asked))
                    .isEqualTo(answer(daemon, asked))
                    .contains("Task succeeded");
        }
    }

    /** Of tasks, the program keeps none itself. */
    private static List<String> taskFigures(String server) throws IOException, InterruptedException {
        return send(server, new Asked("GET", "/metrics", "", ""))
                .body()
                .lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?fatbuildr_(task|publish).*"))
                .toList();
    }

    @Test
    void figuresOfTasksAreTheDaemons() throws Exception {
        String renewal = submitted(web.url(), "keyring/renewal", "{\"duration\": \"1y\"}");
        assertThat(site.ctl("watch", renewal).succeeded()).contains("Task succeeded");
        await().untilAsserted(() -> assertThat(taskFigures(web.url()))
                .isEqualTo(taskFigures(daemon))
                .contains("fatbuildr_tasks_running{instance=\"" + Site.INSTANCE + "\"} 0.0")
                .anyMatch(line -> line.startsWith("fatbuildr_tasks_finished_total{instance=\"" + Site.INSTANCE
                        + "\",result=\"success\",type=\"keyring renewal\"}"))
                .anyMatch(line -> line.startsWith("fatbuildr_task_duration_seconds_sum{")));
        assertThat(send(web.url(), new Asked("GET", "/metrics", "", "")).body())
                .containsOnlyOnce("# TYPE jvm_memory_used_bytes ")
                .contains("fatbuildr_http_requests_seconds_count{");
    }

    /** The process could not do anything else if it were taken over. */
    @Test
    void secretsStayWithTheDaemon() throws Exception {
        for (String secret : List.of("tokens/" + Site.INSTANCE + "/key", "keyring/" + Site.INSTANCE)) {
            assertThat(served.bus
                            .ask(
                                    PrivateBus.SERVICE,
                                    "cat",
                                    served.directory.resolve(secret).toString())
                            .text())
                    .contains("Permission denied");
        }
    }

    @Test
    void aDaemonThatIsAwayIsToldAndFoundAgain() throws Exception {
        Asked ready = new Asked("GET", "/health/ready", "", "");
        Asked list = new Asked("GET", "/" + Site.INSTANCE + "/registry/deb/" + Site.CODENAME + "/main.json", "", "");
        String before = send(web.url(), list).body();
        assertThat(before).contains(NAME);
        int told = web.log().length();
        site.kill();
        HttpResponse<String> away = send(web.url(), list);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("{\"error\":\"the daemon cannot be started: ");
        HttpResponse<String> notReady = send(web.url(), ready);
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.body()).contains("the daemon cannot be started");
        assertThat(send(web.url(), new Asked("GET", "/health/live", "", "")).statusCode())
                .isEqualTo(200);
        assertThat(send(web.url(), new Asked("GET", "/" + Site.INSTANCE + "/deb/", "", ""))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> figures = send(web.url(), new Asked("GET", "/metrics", "", ""));
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body())
                .contains("fatbuildr_http_requests_seconds_count{")
                .doesNotContain("fatbuildr_task");
        site.launch();
        daemon = site.server();
        assertThat(send(web.url(), list).body()).isEqualTo(before);
        assertThat(send(web.url(), ready).statusCode()).isEqualTo(200);
        assertThat(web.log().substring(told))
                .containsOnlyOnce("requests fail until the daemon is back: the daemon cannot be started: ")
                .containsOnlyOnce("the daemon is back\n");
        site.use(web.url());
    }

    @Test
    void aDaemonThatIsStuckIsTold() throws Exception {
        Asked page = new Asked("GET", "/" + Site.INSTANCE + "/registry/deb/", site.token(), "");
        String pid = String.valueOf(site.pid());
        Command.run(Path.of("/"), "kill", "-STOP", pid).succeeded();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // Two who share an answer, both before proxies give up.
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(page, page)
                    .map(asked -> client.sendAsync(asked.of(web.url()), BodyHandlers.ofString()))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> told = answer.get(50, TimeUnit.SECONDS);
                assertThat(told.statusCode()).isEqualTo(503);
                assertThat(told.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
                assertThat(told.body()).contains("the daemon went away, or does not answer in time");
            }
        } finally {
            Command.run(Path.of("/"), "kill", "-CONT", pid).succeeded();
        }
        assertThat(send(web.url(), page).statusCode()).isEqualTo(200);
    }

    /** The daemon runs the task again, and whoever watches goes on watching. */
    @Test
    void watchesOutliveTheDaemon() throws Exception {
        CompletableFuture<Command> build = CompletableFuture.supplyAsync(
                () -> site.buildGreeting("Twice"), work -> Thread.ofVirtual().start(work));
        String list = "/" + Site.INSTANCE + "/running.json";
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            Matcher running = Command.TASK.matcher(
                    send(daemon, new Asked("GET", list, "", "")).body());
            return running.find()
                    && Files.readString(
                                    served.directory
                                            .resolve("workspaces")
                                            .resolve(Site.INSTANCE)
                                            .resolve(running.group())
                                            .resolve("task.journal"),
                                    StandardCharsets.ISO_8859_1)
                            .contains("dpkg-buildpackage");
        });
        int told = web.log().length();
        site.kill();
        // The first question that nobody answers.
        await().atMost(Duration.ofMinutes(1)).until(() -> web.log().length() > told);
        site.launch();
        daemon = site.server();
        site.use(web.url());
        Command ended = build.get(2, TimeUnit.MINUTES);
        assertThat(ended.succeeded()).contains("Task succeeded").containsOnlyOnce("Task succeeded");
    }

    /** A token ends with the key that signed it. */
    @Test
    void aForeignTokenProvesNothing() throws Exception {
        Path key = served.directory.resolve("tokens/" + Site.INSTANCE + "/key");
        String images = "/" + Site.INSTANCE + "/images.json";
        String token = site.token();
        assertThat(send(web.url(), new Asked("GET", images, token, "")).statusCode())
                .isEqualTo(200);
        Files.delete(key);
        site.stop();
        site.launch();
        daemon = site.server();
        // What a token proved is remembered for some seconds.
        await().until(() -> send(web.url(), new Asked("GET", images, token, "")).statusCode() == 403);
        assertThat(send(web.url(), new Asked("GET", images, token, "")).body())
                .isEqualTo("{\"error\":\"token is invalid\"}\n");
        site.use(web.url());
        assertThat(send(web.url(), new Asked("GET", images, site.token(), "")).statusCode())
                .isEqualTo(200);
    }
}
