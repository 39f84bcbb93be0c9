package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.task.TaskId;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    @AutoClose
    private static final TestServer server = TestServer.start();

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(server.root.resolve("registry/lab/deb"));
        Files.writeString(server.root.resolve("registry/lab/deb/file"), "content");
        Files.writeString(server.root.resolve("registry/secret"), "secret");
    }

    /** peer-defect-22 and 23: 4xx with JSON on JSON routes, exact texts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nolab/instance.json|404|instance nolab not found",
                "/nolab/registry.json|404|instance nolab not found",
                "/nolab/keyring.asc|404|instance nolab not found",
                "/lab/pipelines/formats.json?derivative=xyz|404|Derivative xyz is not supported",
                "/lab/registry/xyz.json|404|Format xyz not supported by registries",
                "/lab/registry/deb/xyz.json|404|Distribution xyz not found in deb registry",
                "/lab/registry/deb/trixie/xyz.json|404|Derivative xyz not found in deb registry for distribution trixie",
                "/lab/registry/deb/trixie/main/x86_64/xyz.json|404|Unable to find path of deb binary package xyz with architecture x86_64 in distribution trixie and derivative main",
                "/lab/tasks/nosuch.json|404|Unable to find task nosuch on server",
                "/lab/watch/nosuch.journal|404|Unable to find task nosuch on server",
                "/lab/search.json|400|bad request: the query parameter artifact is missing",
                "/lab/search.json?artifact=|400|bad request: the query parameter artifact is missing",
                "/lab/build|404|File not found in registry",
                "/lab/nothing|404|File not found in registry",
                "/nolab/deb/file|404|File not found in registry",
                "/lab/registry/deb/trixie/main/x86_64|404|File not found in registry",
            })
    void jsonErrors_peerDefect22_peerDefect23(String path, int status, String text) {
        RawHttp.Reply reply = server.get(path);

        assertThat(reply.body()).isEqualTo("{\"error\":\"" + text + "\"}\n");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nothing|404|The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again. (404)",
                "/lab|404|The requested URL was not found on the server.",
                "/lab/|404|The requested URL was not found on the server.",
                "/nolab/registry/|404|instance nolab not found (404)",
                "/%3Cb%3E/registry/|404|instance &lt;b&gt; not found (404)",
                "/lab/watch/nosuch.html|404|Unable to find task nosuch on server (404)",
            })
    void htmlErrors(String path, int status, String text) {
        RawHttp.Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(reply.body()).contains(text).contains("<title>Fatbuildr: Error: ");
    }

    /** peer-defect-23: also for a method that does not fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/lab/queue.json|GET, HEAD, OPTIONS",
                "PUT|/lab/build|GET, HEAD, OPTIONS, POST",
                "PATCH|/lab/registry/deb/trixie/main/src/acme.json|DELETE, GET, HEAD, OPTIONS",
                "POST|/lab/deb/file|GET, HEAD, OPTIONS",
                "DELETE|/lab/tasks/x/cancel|GET, HEAD, OPTIONS, POST",
                "TRACE|/lab/queue.json|GET, HEAD, OPTIONS",
            })
    void wrongMethodTellsTheRightOnes_peerDefect23(String method, String path, String allow) {
        RawHttp.Reply reply = server.send(method, path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(new TreeSet<>(Arrays.asList(reply.header("Allow").orElse("").split(", ", -1))))
                .containsExactly(allow.split(", ", -1));
        assertThat(reply.body()).isEqualTo("{\"error\":\"method not allowed\"}\n");
    }

    @Test
    void wrongMethodOnAPageIsAPage() {
        assertThat(server.send("POST", "/", "").header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(server.send("POST", "/nothing", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/lab/queue.json", "/lab/build", "/lab/deb/file", "/"})
    void optionsTellsTheMethods(String path) {
        RawHttp.Reply reply = server.send("OPTIONS", path, "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Allow").orElse("")).contains("OPTIONS");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void unknownMethodsDoNotReachAnyRoute() {
        assertThat(server.send("BREW", "/lab/queue.json", "").status()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lab/%69nstance.json", "/lab/instance%2Ejson", "/%6Cab/in%73%74ance%2ejson"})
    void lettersMeanTheSameEncoded(String path) {
        assertThat(server.get(path).body())
                .isEqualTo(server.get("/lab/instance.json").body())
                .contains("\"id\":\"lab\"");
    }

    /** peer-defect-17: nothing outside the registry can be listed or read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lab/../secret",
                "/lab/deb/../../secret",
                "/lab/deb/..",
                "/lab/deb/../..",
                "/lab/..",
                "/lab/deb/..%2f..%2f..%2f",
                "/lab/..%2fsecret",
                "/lab/deb/%2e%2e/%2e%2e/secret",
                "/lab/%2e%2e%2fsecret",
                "/lab/deb/..%5c..%5csecret",
                "/lab/deb/..;/..;/secret",
                "/lab/deb/..;x=1/../secret",
                "/lab/deb/file%00",
                "/lab/deb/fi%0ale",
                "/lab/deb/%zz",
                "/lab/deb/%c0%ae%c0%ae/secret",
                "/lab/deb/%ff",
                "/lab//deb/file",
                "/lab/deb//file",
                "/lab/deb/./file",
                "//lab/deb/file",
                "/lab/deb/file%2f",
                "/lab/registry/deb/a%2fb.json",
                "/%2e%2e/registry.json",
                "/lab/watch/%0a.journal",
                "/lab\\..\\secret",
            })
    void hostilePathsLeadNowhere_peerDefect17(String path) {
        for (String method : new String[] {"GET", "HEAD", "DELETE"}) {
            RawHttp.Reply reply = server.send(method, path, "");

            assertThat(reply.status()).as(method).isIn(400, 404, 405);
            assertThat(reply.body())
                    .doesNotContain("secret\n", "content", server.root.toString(), "Jetty", "Exception");
        }
    }

    /** http-api.md section 9.3. */
    @ParameterizedTest
    @ValueSource(strings = {"/lab/../..", "/lab/deb/%2e%2e/..", "/lab/%2E%2E/%2e%2e/", "/lab/deb/..%2f..", "/lab//deb"})
    void pathsThatClimbAreNotFound_peerDefect17(String path) {
        RawHttp.Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"error\":\"File not found in registry\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /lab/queue.json HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
            })
    void malformedRequestsGetAPlainRefusal(String request) {
        RawHttp.Reply reply = RawHttp.exchange(server.port(), request);

        assertThat(reply.status()).isBetween(400, 505);
        assertThat(reply.body()).doesNotContain("Jetty", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%ff", "%c0%ae", "%00", "a%0ab"})
    void oddQueriesAreNoInternalError(String text) {
        assertThat(server.get("/lab/search.json?artifact=" + text).status()).isIn(200, 400);
    }

    @Test
    void headersAreBounded() {
        assertThat(server.get("/version", "X: " + "x".repeat(60_000)).status()).isEqualTo(431);
    }

    @Test
    void longPathIsRefused() {
        assertThat(server.get("/lab/deb/" + "x".repeat(60_000)).status()).isEqualTo(414);
    }

    @Test
    void longFileNameIsNotFound() {
        assertThat(server.get("/lab/deb/" + "x".repeat(5_000)).status()).isEqualTo(404);
    }

    /** A page shown by a browser on this machine must not start tasks. */
    @Test
    void requestsOfOtherSitesAreRefused() {
        RawHttp.Reply foreign = server.send("POST", "/lab/keyring", "{}", "Origin: http://evil.example");
        RawHttp.Reply opaque = server.send("POST", "/lab/keyring", "{}", "Origin: null");
        RawHttp.Reply own = server.send("POST", "/lab/keyring", "{}", "Origin: http://test");

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(opaque.status()).isEqualTo(403);
        assertThat(own.status()).isEqualTo(200);
    }

    /** peer-defect-29: a connection serves many requests. */
    @Test
    void connectionIsKept_peerDefect29() throws Exception {
        try (Socket socket = RawHttp.connect(server.port())) {
            InputStream input = socket.getInputStream();
            String[] paths = {"/version", "/lab/nothing", "/lab/deb/file", "/lab/tasks/" + TaskId.random() + ".json"};
            for (String path : paths) {
                RawHttp.send(socket, "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
                RawHttp.Reply reply = RawHttp.read(input, true);

                assertThat(reply.header("Connection")).as(path).isEmpty();
                assertThat(reply.complete()).isTrue();
            }
        }
    }
}
