package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that are not there, not ours, or in the way. */
final class ConnectionTest {
    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    private Ctl ctl() {
        return new Ctl(home).uri(server);
    }

    @Test
    void anUnreachableServerIsOneLineAndAHint() {
        server.close();
        assertThat(ctl().run("list"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "ERROR ⸬ server error: unable to reach " + server.uri() + ": connection refused\n"
                                + "hint: check the address, which comes from variable FATBUILDR_URI, and that the"
                                + " server runs\n"));
    }

    @Test
    void anUnknownHostIsOneLine() {
        assertThat(new Ctl(home).run("--uri", "http://host.invalid/lab", "list").err())
                .startsWith("ERROR ⸬ server error: unable to reach http://host.invalid/lab: unknown host\nhint: ")
                .contains("option --uri");
    }

    @Test
    void otherMachinesAreReachedThroughTheProxyOfTheEnvironment() {
        server.json("GET http://server.example/lab/tasks.json", "[]");
        Ctl ctl = new Ctl(home).with("http_proxy", server.origin());
        assertThat(ctl.run("--uri", "http://server.example/lab", "list").code()).isZero();
        assertThat(server.received()).isNotEmpty();
    }

    @Test
    void thisMachineIsReachedDirectly() {
        server.json("GET /lab/tasks.json", "[]");
        assertThat(ctl().with("http_proxy", "http://proxy.invalid:1")
                        .run("list")
                        .code())
                .isZero();
    }

    @Test
    void aPageInsteadOfJsonIsOneLine() {
        server.html("GET /lab/tasks.json", 200, "<html><h1>Log in</h1></html>");
        assertThat(ctl().run("list").err())
                .startsWith("ERROR ⸬ server error: " + server.uri()
                        + "/tasks.json did not answer as a Fatbuildr server does (text/html; charset=utf-8): ")
                .endsWith("\nhint: is there a proxy or another program at that address?\n")
                .hasLineCount(2);
    }

    @Test
    void jsonOfAnotherShapeIsOneLine() {
        server.json("GET /lab/tasks.json", "[{\"id\":7}]");
        assertThat(ctl().run("list").err())
                .contains("did not answer as a Fatbuildr server does")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource({"502", "503", "504"})
    void aProxyWithoutItsServerIsOneLine(int status) {
        server.html("GET /lab/tasks.json", status, "<h1>Bad Gateway</h1>");
        assertThat(ctl().run("list").err())
                .startsWith("ERROR ⸬ server error: the server behind " + server.uri() + " does not answer (" + status
                        + ")\nhint: ");
    }

    @Test
    void aWrongInstanceNamesTheRightOnes() {
        server.json("GET /lab/tasks.json", 404, "{\"error\":\"instance lab not found\"}")
                .json("GET /lab/running.json", 404, "{\"error\":\"instance lab not found\"}")
                .json("GET /instances.json", "[{\"id\":\"prod\",\"name\":\"P\",\"userid\":\"P <p@p>\"}]");
        assertThat(ctl().run("list").err()).isEqualTo("""
                ERROR ⸬ server error: instance lab not found (404)
                hint: instances of this server: prod
                """);
    }

    @Test
    void anAddressWithoutInstanceIsExplained() {
        server.html("GET /tasks.json", 404, "<h1>Not Found</h1>").html("GET /running.json", 404, "<h1>Not Found</h1>");
        String uri = server.uri().substring(0, server.uri().lastIndexOf('/'));
        assertThat(ctl().run("--uri", uri, "list").err())
                .startsWith("ERROR ⸬ server error: nothing found at " + uri + "/running.json (404)\n"
                        + "hint: the address must end with an instance");
    }

    @Test
    void refusalsSayHowToGetAToken() {
        server.json(
                "GET /lab/tasks.json",
                403,
                "{\"error\":\"anonymous role is not allowed to perform action view-task\"}");
        assertThat(ctl().run("list").err())
                .startsWith("ERROR ⸬ server permission error: anonymous role is not allowed to perform action"
                        + " view-task (403)\nhint: no token is saved for " + server.uri());
    }

    @Test
    void redirectsOfQueriesAreFollowed() {
        server.redirect("GET /lab/tasks.json", 308, "/other/tasks.json").json("GET /other/tasks.json", "[]");
        assertThat(ctl().run("list").out()).isEqualTo("No running task\n");
    }

    @Test
    void aTokenDoesNotFollowARedirectToAnotherServer() throws IOException {
        saveToken();
        try (StubServer other = StubServer.start()) {
            server.redirect("GET /lab/tasks.json", 302, other.uri() + "/tasks.json");
            other.json("GET /lab/tasks.json", "[]");
            assertThat(ctl().run("list").code()).isZero();
            assertThat(server.received().getFirst().header("Authorization")).isEqualTo("Bearer aaa.bbb.ccc");
            assertThat(other.received().getFirst().header("Authorization")).isNull();
        }
    }

    @Test
    void changesAreNotSentOnByRedirects() {
        server.redirect("POST /lab/keyring", 307, "http://elsewhere.invalid/lab/keyring");
        Ctl.Outcome outcome = ctl().run("keyring", "create");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("redirects to http://elsewhere.invalid/lab/keyring");
    }

    @Test
    void redirectsInCirclesEnd() {
        server.redirect("GET /lab/keyring.json", 302, "/lab/keyring.json");
        assertThat(ctl().run("keyring").code()).isEqualTo(1);
        assertThat(server.lines()).hasSize(6);
    }

    @Test
    void anUntrustedCertificateIsOneLineAndANamedAuthorityHelps() throws Exception {
        Path keys = home.resolve("keys.p12");
        Path certificate = home.resolve("authority.pem");
        keytool(
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool("-exportcert", "-rfc", "-keystore", keys.toString(), "-alias", "s", "-file", certificate.toString());
        try (StubServer secure = StubServer.start(context(keys))) {
            secure.json("GET /lab/tasks.json", "[]");
            Ctl.Outcome refused = new Ctl(home).uri(secure).run("list");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("ERROR ⸬ server error: no secure connection to " + secure.uri() + ": ")
                    .contains("SSL_CERT_FILE")
                    .hasLineCount(2);
            assertThat(new Ctl(home)
                            .uri(secure)
                            .with("SSL_CERT_FILE", certificate.toString())
                            .run("list"))
                    .isEqualTo(new Ctl.Outcome(0, "No running task\n", ""));
        }
    }

    private void saveToken() throws IOException {
        Files.createDirectories(home.resolve(".local/share"));
        assertThat(ctl().input("aaa.bbb.ccc\n").run("tokens", "save").code()).isZero();
    }

    private static void keytool(String... args) throws IOException, InterruptedException {
        String[] line = new String[args.length + 4];
        line[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(args, 0, line, 1, args.length);
        line[args.length + 1] = "-noprompt";
        line[args.length + 2] = "-storepass";
        line[args.length + 3] = "changeit";
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
