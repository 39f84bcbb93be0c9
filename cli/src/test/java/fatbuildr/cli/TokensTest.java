package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + payload() + ".c2ln";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve(".local/share"));
        server.json("GET /lab/tasks.json", "[]");
    }

    private static String payload() {
        return encoded("{\"iat\":1893456000,\"exp\":1896048000,\"aud\":\"fatbuildr\",\"sub\":\"alice\"}");
    }

    private static String encoded(String claims) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    }

    /** Servers of others may write anything into their tokens: the list goes on. */
    @Test
    void claimsThatAreNoTimesAreShownAsTheyAre() throws IOException {
        Files.createDirectory(directory());
        String odd = "{\"iat\":100000000000000000,\"exp\":1e30,\"sub\":\"alice\"}";
        Files.writeString(directory().resolve(TokenStore.fileName("https://a/x")), "e30." + encoded(odd) + ".c2ln");
        Files.writeString(
                directory().resolve(TokenStore.fileName("https://a/y")),
                "e30." + encoded(odd.replace("1e30", "\"soon\"")) + ".c2ln");
        Ctl.Outcome outcome = ctl().run("tokens");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("  issued at: 100000000000000000\n", "  expiration: 1E+30\n", "  expiration: soon\n");
    }

    private Path directory() {
        return home.resolve(".local/share/fatbuildr");
    }

    private Ctl ctl() {
        return new Ctl(home).uri(server);
    }

    private String sent() {
        return String.valueOf(server.received().getLast().header("Authorization"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://b.example/lab, aHR0cHM6Ly9iLmV4YW1wbGUvbGFi.token",
        "https://h/lab/, aHR0cHM6Ly9oL2xhYi8=.token",
        "https://h/l?, aHR0cHM6Ly9oL2w_.token",
        "https://h/ü, aHR0cHM6Ly9oL8O8.token",
        "https://h/ÿÿ, aHR0cHM6Ly9oL8O_w78=.token",
    })
    void filesAreNamedAfterTheUri(String uri, String name) {
        assertThat(TokenStore.fileName(uri)).isEqualTo(name);
    }

    @Test
    void aSavedTokenIsPrivateAndSent() throws IOException {
        Ctl.Outcome saved = ctl().input(TOKEN + "\nsecond line\n").run("tokens", "save");
        Path file = directory().resolve(TokenStore.fileName(server.uri()));
        assertThat(saved).isEqualTo(new Ctl.Outcome(0, "", "Token for " + server.uri() + " saved in " + file + "\n"));
        assertThat(Files.readString(file)).isEqualTo(TOKEN + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        ctl().run("list");
        assertThat(sent()).isEqualTo("Bearer " + TOKEN);
    }

    /** Otherwise nothing would tell that the program waits. */
    @Test
    void atATerminalTheTokenIsAskedFor() {
        assertThat(ctl().terminal(true, true, true)
                        .input(TOKEN + "\n")
                        .run("tokens", "save")
                        .err())
                .contains("Token for " + server.uri() + ", then Enter:", "saved in ");
    }

    @Test
    void theUriOfSaveMayFollowOrPrecedeTheCommand() {
        ctl().input(TOKEN).run("tokens", "save", "--uri", "https://after.example/lab");
        ctl().input(TOKEN).run("--uri", "https://before.example/lab", "tokens", "save");
        assertThat(directory().resolve(TokenStore.fileName("https://after.example/lab")))
                .exists();
        assertThat(directory().resolve(TokenStore.fileName("https://before.example/lab")))
                .exists();
    }

    @Test
    void aTrailingSlashStillFindsTheToken() {
        ctl().input(TOKEN).run("tokens", "save");
        new Ctl(home).run("--uri", server.uri() + "/", "list");
        assertThat(sent()).isEqualTo("Bearer " + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a token", "a.b", "a.b.c\u0007"})
    void aDamagedTokenIsAWarningAndNotSent(String content) throws IOException {
        Files.createDirectory(directory());
        Path file = directory().resolve(TokenStore.fileName(server.uri()));
        Files.writeString(file, content);
        assertThat(ctl().run("list"))
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "No running task\n",
                        "WARNING ⸬ " + file + " does not hold a token: going on without token\n"));
        assertThat(sent()).isEqualTo("null");
    }

    @Test
    void whatIsNoTokenIsNotSaved() {
        Ctl.Outcome outcome = ctl().input("ERROR: permission denied\n").run("tokens", "save");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("ERROR ⸬ runtime error: standard input holds no token\nhint: ");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void theDirectorysParentMustExist() throws IOException {
        Files.delete(home.resolve(".local/share"));
        Ctl.Outcome outcome = ctl().input(TOKEN).run("tokens", "save");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(home.resolve(".local/share") + " does not exist");
    }

    @Test
    void tokensAreListed() throws IOException {
        ctl().input(TOKEN).run("tokens", "save", "--uri", "https://b.example/lab");
        Files.writeString(directory().resolve("not base64!.token"), "x");
        Files.writeString(directory().resolve("YQ==.token"), "a.b.c");
        assertThat(ctl().run("tokens"))
                .isEqualTo(new Ctl.Outcome(
                        0,
                        """
                token:
                  path: %s/aHR0cHM6Ly9iLmV4YW1wbGUvbGFi.token
                  uri: https://b.example/lab
                  user: alice
                  issued at: 2030-01-01T00:00:00
                  expiration: 2030-01-31T00:00:00
                  audience: fatbuildr
                """.formatted(directory()),
                        "WARNING ⸬ " + directory() + "/YQ==.token does not hold a readable token\n"));
        assertThat(ctl().run("tokens", "list", "--json").out()).contains("\"expiration\": 1896048000");
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void withoutTokensNothingIsListed() {
        assertThat(ctl().run("tokens", "list"))
                .isEqualTo(new Ctl.Outcome(0, "", "No token is saved in " + directory() + "\n"));
        assertThat(ctl().run("tokens", "list", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void theDirectoryIsTakenFromThePreferencesOrTheEnvironment() throws IOException {
        Files.createDirectories(home.resolve(".config"));
        ctl().with("XDG_DATA_HOME", home.resolve(".config").toString())
                .input(TOKEN)
                .run("tokens", "save", "--uri", "https://b.example/lab");
        assertThat(home.resolve(".config/fatbuildr/aHR0cHM6Ly9iLmV4YW1wbGUvbGFi.token"))
                .exists();
        Files.writeString(home.resolve(".config/fatbuildr.ini"), "[prefs]\ntokens = ~/mine\n");
        ctl().input(TOKEN).run("tokens", "save", "--uri", "https://b.example/lab");
        assertThat(home.resolve("mine/aHR0cHM6Ly9iLmV4YW1wbGUvbGFi.token")).exists();
    }

    /** peer-defect-25 */
    @Test
    void aTokenIsGeneratedOverHttp_peerDefect25() throws IOException {
        try (StubServer server = StubServer.start()) {
            server.json("POST /lab/tokens", "{\"token\":\"" + TOKEN + "\"}");
            ctl().input(TOKEN).run("--uri", server.uri(), "tokens", "save");

            assertThat(ctl().run("--uri", server.uri(), "tokens", "generate"))
                    .isEqualTo(new Ctl.Outcome(0, TOKEN + "\n", ""));
            assertThat(server.received().getLast().header("Authorization")).isEqualTo("Bearer " + TOKEN);
        }
    }

    /** peer-defect-25: nobody gets a token without having one. */
    @Test
    void withoutTokenTheRefusalIsExplained_peerDefect25() throws IOException {
        try (StubServer server = StubServer.start()) {
            server.json(
                    "POST /lab/tokens",
                    403,
                    "{\"error\":\"anonymous role is not allowed to perform action manage-token\"}");

            Ctl.Outcome outcome = ctl().run("--uri", server.uri(), "tokens", "generate");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .isEqualTo("ERROR ⸬ server permission error: anonymous role is not allowed to perform action"
                            + " manage-token (403)\nhint: no token is saved for " + server.uri()
                            + ": fatbuildrctl tokens save --uri " + server.uri() + "\n");
        }
    }
}
