package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.Json;
import fatbuildr.engine.Engine;
import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.error.FatbuildrException;
import fatbuildr.web.metrics.Metrics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Engine NONE = new MemoryEngine(List.of());
    private static final Metrics NO_TASKS = new Metrics(() -> "");
    private static final String NOTHING = "[roles]\nanonymous\n[anonymous]\nactions=\n";
    private static final Set<String> OPEN = Set.of(
            "/version",
            "/health/live",
            "/health/ready",
            "/openapi.json",
            "/api/",
            "/",
            "/instances.json",
            "/static/<path>",
            "/{instance}/<path>",
            "/login",
            "/logout");
    private static final String TEAM = """
            [roles]
            anonymous
            team = alice, @no-such-group
            system = @root
            [anonymous]
            actions = view-registry
            [team]
            actions = edit-keyring, manage-token
            [system]
            actions = @team, purge-history
            """;

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::", "localhost"})
    void everyAddressOfThisMachineCanBeServed(String host) {
        assertThat(Listener.address(host)).isNotNull();
    }

    @Test
    void anUnknownHostIsTold() {
        assertThatThrownBy(() -> Listener.address("no such host"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("[web] host = no such host: no such host");
    }

    @Test
    void localhostIsServed() {
        try (WebServer server =
                WebServer.start(NONE, TestServer.settings(root, "[web]\nhost = localhost\n"), "3", NO_TASKS)) {
            assertThat(server.url()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void anAddressInUseIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> WebServer.start(
                            NONE,
                            TestServer.settings(root, "[web]\nport = " + taken.getLocalPort() + "\n"),
                            "3",
                            NO_TASKS))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessage("cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                            + ": the address is in use by another program, or not of this machine");
        }
    }

    @Test
    void anUnknownOnlyInstanceIsTold() {
        assertThatThrownBy(() ->
                        WebServer.start(NONE, TestServer.settings(root, "[web]\ninstance = lab\n"), "3", NO_TASKS))
                .hasMessage("instance lab not found");
    }

    /** A route outside this list must name an action of the policy. */
    @Test
    void everyRouteNamesItsAction() {
        RouteTable table = WebServer.table(NONE, TestServer.settings(root, ""), "3");

        assertThat(table.routes()).hasSizeGreaterThan(30);
        for (Route route : table.routes()) {
            String path = table.path(route);
            assertThat(route.action() == Action.PUBLIC)
                    .as(route.method().name() + " " + path)
                    .isEqualTo(OPEN.contains(path));
            boolean changes = !route.method().name().equals("GET");
            assertThat(changes && route.action().word().startsWith("view-"))
                    .as(path)
                    .isFalse();
        }
    }

    /** Every route is asked for over the network: one that does not ask the policy would not answer 403. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "lab"})
    void aPolicyThatGrantsNothingClosesEveryRoute(String mode) {
        String site = "[web]\ninstance = " + mode + "\n";
        try (TestServer server = TestServer.startWith(root, NOTHING, site)) {
            RouteTable table =
                    WebServer.table(new MemoryEngine(List.of(server.lab)), TestServer.settings(root, site), "3");
            for (Route route : table.routes()) {
                if (route.action() == Action.PUBLIC) {
                    continue;
                }
                String path = table.path(route).replace("{instance}", "lab").replaceAll("[{<][a-z]+[}>]", "x");
                for (String credentials : new String[] {"X: y", "Authorization: Bearer " + server.token("root")}) {
                    RawHttp.Reply reply = server.send(route.method().name(), path, "", credentials);
                    String who = credentials.startsWith("X") ? "anonymous role" : "user root";
                    String message = who + " is not allowed to perform action "
                            + route.action().word();

                    assertThat(reply.status())
                            .as(route.method().name() + " " + path)
                            .isEqualTo(403);
                    if (route.answer() == Answer.JSON) {
                        assertThat(reply.header("Content-Type")).hasValue("application/json");
                        assertThat(reply.body()).isEqualTo("{\"error\":\"" + message + "\"}\n");
                    } else {
                        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
                        assertThat(reply.body()).contains(message + " (403)");
                    }
                }
            }
            assertThat(server.lab.queue()).isEmpty();
        }
    }

    /** peer-defect-18: instances nobody may look at are not told either; published files stay open to apt and dnf. */
    @Test
    void publicAddressesShowOnlyWhatThePolicyOpens_peerDefect18() throws Exception {
        try (TestServer server = TestServer.startWith(
                root, "[roles]\nanonymous\nteam=alice\n[anonymous]\nactions\n[team]\nactions=view-registry\n", "")) {
            Files.createDirectories(root.resolve("registry/lab/deb"));
            Files.writeString(root.resolve("registry/lab/deb/file"), "content");
            String alice = "Authorization: Bearer " + server.token("alice");

            assertThat(server.get("/instances.json").body()).isEqualTo("[]\n");
            assertThat(server.get("/").body()).doesNotContain("lab");
            assertThat(server.get("/instances.json", alice).body()).contains("\"id\":\"lab\"");
            assertThat(server.get("/instances.json", "Authorization: Bearer x").body())
                    .isEqualTo("[]\n");
            assertThat(server.get("/instances.json", "Authorization: Bearer " + server.token("bob"))
                            .body())
                    .isEqualTo("[]\n");
            assertThat(server.get("/", alice).body()).contains("lab");
            assertThat(server.get("/version").status()).isEqualTo(200);
            assertThat(server.get("/lab/deb/file").body()).isEqualTo("content");
            assertThat(server.get("/lab/deb/file", "Authorization: Basic eDp5").body())
                    .isEqualTo("content");
        }
    }

    @Test
    void whoMayWhatIsDecidedByTokenAndPolicy_peerDefect21() {
        try (TestServer server = TestServer.startWith(TEAM)) {
            String alice = "Authorization: Bearer " + server.token("alice");
            String system = "Authorization: Bearer " + server.token("root");
            String bob = "Authorization: bearer " + server.token("bob");

            assertThat(server.get("/lab/registry.json").status()).isEqualTo(200);
            assertThat(server.get("/lab/registry.json", bob).status()).isEqualTo(200);
            assertThat(server.send("POST", "/lab/keyring", "{}").body())
                    .contains("anonymous role is not allowed to perform action edit-keyring");
            assertThat(server.send("POST", "/lab/keyring", "{}", bob).body())
                    .contains("user bob is not allowed to perform action edit-keyring");
            assertThat(server.send("POST", "/lab/keyring", "{}", alice).status())
                    .isEqualTo(200);
            assertThat(server.send("POST", "/lab/keyring", "{}", system).status())
                    .isEqualTo(200);
            assertThat(server.send("POST", "/lab/history/purge", "{}", alice).status())
                    .isEqualTo(403);
            assertThat(server.send("POST", "/lab/history/purge", "{}", system).status())
                    .isEqualTo(200);
            assertThat(server.lab.queue())
                    .extracting(
                            task -> task.user() + " " + task.spec().getClass().getSimpleName())
                    .containsExactly("alice KeyringCreation", "root KeyringCreation", "root HistoryPurge");
        }
    }

    /** The header beats everything: a request of another site's page cannot bring one. */
    @Test
    void requestsWithATokenAreNotAskedWhereTheyComeFrom() {
        try (TestServer server = TestServer.startWith(TEAM)) {
            String alice = "Authorization: Bearer " + server.token("alice");

            assertThat(server.send("POST", "/lab/keyring", "{}", alice, "Origin: http://evil.example")
                            .status())
                    .isEqualTo(200);
        }
    }

    /** peer-defect-22: http-api.md sections 3.3 and 4.1, to the letter and with the right status. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic eDp5|403|No valid token provided",
                "Bearer|403|token is invalid",
                "Bearer |403|token is invalid",
                "Bearerx y|403|No valid token provided",
                "''|403|No valid token provided",
                "Bearer x|403|token is invalid",
                "bearer x.y.z|403|token is invalid",
                "BEARER x y|403|token is invalid",
                "Bearer  x|403|token is invalid",
            })
    void headersThatProveNothing_peerDefect22(String header, int status, String text) {
        try (TestServer server = TestServer.startWith(TEAM)) {
            for (String path : new String[] {"/lab/registry.json", "/lab/queue.json"}) {
                RawHttp.Reply reply = server.get(path, "Authorization: " + header);

                assertThat(reply.body()).isEqualTo("{\"error\":\"" + text + "\"}\n");
                assertThat(reply.status()).isEqualTo(status);
            }
            assertThat(server.get("/lab/registry/", "Authorization: " + header).body())
                    .contains(text + " (" + status + ")");
        }
    }

    @Test
    void twoTokensAreNone() {
        try (TestServer server = TestServer.startWith(TEAM)) {
            String alice = "Authorization: Bearer " + server.token("alice");

            assertThat(server.get("/lab/registry.json", alice, alice).body()).contains("No valid token provided");
        }
    }

    /** http-api.md section 3.4: the token, the policy, the instance. */
    @Test
    void theOrderOfChecks() throws Exception {
        try (TestServer server = TestServer.startWith(TEAM)) {
            String alice = "Authorization: Bearer " + server.token("alice");

            assertThat(server.get("/nolab/registry.json", alice).body())
                    .isEqualTo("{\"error\":\"unable to authenticate with JWT token against nolab instance\"}\n");
            assertThat(server.get("/nolab/registry.json", alice).status()).isEqualTo(404);
            assertThat(server.get("/nolab/registry.json").body())
                    .isEqualTo("{\"error\":\"instance nolab not found\"}\n");
            assertThat(server.get("/nolab/queue.json").status()).isEqualTo(403);
            assertThat(server.get("/nolab/registry.json", "Authorization: x").body())
                    .contains("No valid token provided");
        }
    }

    @Test
    void expiredAndForeignTokens() {
        try (TestServer server = TestServer.startWith(TEAM)) {
            Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-31));
            String old = new InstanceTokens(
                            "lab", TestServer.settings(server.root, "").tokens(), past)
                    .generate("alice");

            RawHttp.Reply reply = server.get("/lab/registry.json", "Authorization: Bearer " + old);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).isEqualTo("{\"error\":\"token is expired\"}\n");
            assertThat(server.get("/lab/registry.json", "Authorization: Bearer " + "x".repeat(12_000))
                            .status())
                    .isEqualTo(403);
        }
    }

    /** peer-defect-25: over HTTP too, for oneself. */
    @Test
    void aTokenGetsTheNextOneForTheSameNameOnly_peerDefect25() {
        try (TestServer server = TestServer.startWith(TEAM)) {
            RawHttp.Reply reply =
                    server.send("POST", "/lab/tokens", "{}", "Authorization: Bearer " + server.token("alice"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Cache-Control")).hasValue("no-store");
            assertThat(server.lab
                            .tokens()
                            .subject(Json.parse(reply.body()).path("token").asText()))
                    .isEqualTo("alice");
            assertThat(server.send(
                                    "POST",
                                    "/lab/tokens",
                                    "{\"user\":\"root\"}",
                                    "Authorization: Bearer " + server.token("alice"))
                            .status())
                    .isEqualTo(400);
            assertThat(server.send("POST", "/lab/tokens", "{}").status()).isEqualTo(403);
        }
        try (TestServer careless = TestServer.start()) {
            assertThat(careless.send("POST", "/lab/tokens", "{}").body())
                    .isEqualTo("{\"error\":\"anonymous role is not allowed to perform action manage-token\"}\n");
        }
    }

    @Test
    void actionsHaveTheWordsOfThePolicy() {
        assertThat(Action.words())
                .contains("view-registry", "build", "manage-token")
                .doesNotContain("public");
    }

    @Test
    void aWrongPolicyStopsTheStart() {
        assertThatThrownBy(() -> TestServer.startWith(root, "[roles]\nops=alice\n", ""))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(root.resolve("etc/policy.acl") + ":2: [roles] ops: the role has no section [ops]");
    }

    @Test
    void aStoppingServerAnswersSo() {
        try (TestServer server = TestServer.start()) {
            server.server.drain();
            RawHttp.Reply reply = server.get("/version");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isPresent();
        }
    }
}
