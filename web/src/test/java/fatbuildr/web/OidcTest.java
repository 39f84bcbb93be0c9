package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with an OpenID provider, over the network on both sides. */
class OidcTest {
    private static final String POLICY = "[roles]\nteam=alice\n[team]\nactions=view-task,view-registry\n";

    @TempDir
    Path root;

    private FakeProvider provider;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        provider = new FakeProvider();
        serve("preferred_username");
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
    }

    private void serve(String claim) throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), FakeProvider.SECRET + "\n");
        server = TestServer.startWith(root.resolve("site"), POLICY, oidc(FakeProvider.CLIENT, secret, claim));
    }

    private String oidc(String client, Path secret, String claim) {
        return """
                [oidc]
                issuer = %s
                client_id = %s
                client_secret_file = %s
                user_claim = %s
                """.formatted(provider.issuer(), client, secret, claim);
    }

    private RawHttp.Reply begin(String... headers) {
        return server.get("/login/oidc?instance=lab", headers);
    }

    private static String cookie(RawHttp.Reply reply) {
        return "Cookie: " + reply.header("Set-Cookie").orElse("none").split(";", -1)[0];
    }

    private static String session(RawHttp.Reply reply) {
        return reply.headers().stream()
                .filter(line -> line.contains("fatbuildr-token-lab="))
                .findFirst()
                .map(line -> "Cookie: " + line.substring(line.indexOf(' ') + 1).split(";", -1)[0])
                .orElse("none");
    }

    private RawHttp.Reply comeBack(RawHttp.Reply begun) {
        return server.get(
                "/login/callback" + provider.signIn(begun.header("Location").orElse("")), cookie(begun));
    }

    @Test
    void whoeverTheProviderKnowsGetsASessionOfOurs() {
        assertThat(server.get("/login?next=/lab/tasks/").body())
                .contains("href=\"login/oidc?instance=lab&amp;next=/lab/tasks/\"");
        RawHttp.Reply begun = begin();
        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("Set-Cookie").orElse(""))
                .endsWith("; Max-Age=600; Path=/login; HttpOnly; SameSite=Lax");

        RawHttp.Reply back = comeBack(begun);

        assertThat(back.status()).as(back.body()).isEqualTo(303);
        assertThat(back.header("Location")).hasValue("http://test/lab/registry/");
        String token = session(back).substring("Cookie: fatbuildr-token-lab=".length());
        assertThat(server.lab.tokens().subject(token)).isEqualTo("alice");
        assertThat(server.get("/lab/queue.json", session(back)).status()).isEqualTo(200);
        assertThat(server.get("/login", session(back)).body()).contains("Signed in as alice");
    }

    @Test
    void onesPlaceIsKeptAndTheProxysAddressIsTold() {
        RawHttp.Reply begun = server.get(
                "/login/oidc?instance=lab&next=/lab/tasks/",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: packages.example");
        String location = begun.header("Location").orElse("");
        assertThat(FakeProvider.parameters(location.substring(location.indexOf('?') + 1)))
                .containsEntry("redirect_uri", "https://packages.example/login/callback");

        RawHttp.Reply back = server.get(
                "/login/callback" + provider.signIn(location),
                cookie(begun),
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: packages.example");

        assertThat(back.header("Location")).hasValue("https://packages.example/lab/tasks/");
        assertThat(back.headers())
                .filteredOn(line -> line.startsWith("Set-Cookie"))
                .allMatch(line -> line.endsWith("; Secure"));
    }

    static Stream<Arguments> wrongIdentities() {
        return Stream.of(
                claims(builder -> builder.audience("other")),
                claims(builder -> builder.issuer("http://127.0.0.1:1")),
                claims(builder -> builder.claim("nonce", "other")),
                claims(builder -> builder.claim("nonce", null)),
                claims(builder -> builder.expirationTime(Date.from(Instant.now().minusSeconds(600)))),
                claims(builder -> builder.expirationTime(null)),
                claims(builder -> builder.subject(null)),
                claims(builder -> builder.claim("preferred_username", null)),
                claims(builder -> builder.claim("preferred_username", "")),
                claims(builder -> builder.claim("preferred_username", "root")),
                claims(builder -> builder.claim("preferred_username", "anonymous")),
                claims(builder -> builder.claim("preferred_username", "@fatbuildr")),
                claims(builder -> builder.claim("preferred_username", "alice\nroot")),
                claims(builder -> builder.claim("preferred_username", "0")),
                claims(builder -> builder.claim("preferred_username", "<script>")));
    }

    private static Arguments claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(change);
    }

    @ParameterizedTest
    @MethodSource("wrongIdentities")
    void identitiesThatProveNothing(UnaryOperator<JWTClaimsSet.Builder> change) {
        provider.claims = change;

        refused(comeBack(begin()));
    }

    private static void refused(RawHttp.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(403);
        assertThat(reply.body()).contains("signing in failed").doesNotContain("<script>");
        assertThat(session(reply)).isEqualTo("none");
    }

    @Test
    void aForeignSignatureProvesNothing() {
        provider.signer = FakeProvider.newKey();

        refused(comeBack(begin()));
    }

    @Test
    void aCodeIsGoodOnceAndForItsBrowserOnly() {
        RawHttp.Reply begun = begin();
        String query = provider.signIn(begun.header("Location").orElse(""));

        refused(server.get("/login/callback" + query));
        refused(server.get("/login/callback" + query, cookie(begin())));
        refused(server.get("/login/callback" + query + "x", cookie(begun)));
        refused(server.get("/login/callback" + query.replaceAll("&state=.*", ""), cookie(begun)));
        refused(server.get("/login/callback?state=x", "Cookie: fatbuildr-sign-in=x"));
        assertThat(server.get("/login/callback" + query, cookie(begun)).status())
                .isEqualTo(303);
        refused(server.get("/login/callback" + query, cookie(begun)));
    }

    /** The code of one attempt, put into the browser of another, lacks the verifier it was asked with. */
    @Test
    void aStolenCodeIsGoodForNothing() {
        RawHttp.Reply stolen = begin();
        String code = FakeProvider.parameters(
                        provider.signIn(stolen.header("Location").orElse("")).substring(1))
                .get("code");
        RawHttp.Reply own = begin();
        String state = FakeProvider.parameters(own.header("Location").orElse("").split("\\?", 2)[1])
                .get("state");

        refused(server.get("/login/callback?code=" + code + "&state=" + state, cookie(own)));
    }

    @Test
    void theProvidersRefusalIsTold() {
        RawHttp.Reply begun = begin();
        String state = FakeProvider.parameters(
                        begun.header("Location").orElse("").split("\\?", 2)[1])
                .get("state");

        RawHttp.Reply reply = server.get("/login/callback?error=access_denied%3Cb%3E&state=" + state, cookie(begun));

        refused(reply);
        assertThat(reply.body()).contains("access_denied&lt;b&gt;");
    }

    /** Some providers tell the name only at their user info endpoint. */
    @Test
    void theNameMayComeFromTheUserInfo() {
        provider.claims = builder -> builder.claim("preferred_username", null);
        provider.userInfo = "{\"sub\":\"4711\",\"preferred_username\":\"alice\"}";
        assertThat(comeBack(begin()).status()).isEqualTo(303);

        provider.userInfo = "{\"sub\":\"other\",\"preferred_username\":\"alice\"}";
        refused(comeBack(begin()));
    }

    @Test
    void anAddressCountsWhenTheProviderCheckedIt() throws Exception {
        server.close();
        serve("email");
        provider.claims = builder -> builder.claim("email", "alice@lab.example");
        refused(comeBack(begin()));
        provider.claims = builder -> builder.claim("email", "alice@lab.example").claim("email_verified", true);
        String token = session(comeBack(begin())).substring("Cookie: fatbuildr-token-lab=".length());
        assertThat(server.lab.tokens().subject(token)).isEqualTo("alice@lab.example");
    }

    @Test
    void anUnknownInstanceIsToldBeforeAnybodyIsSentAway() {
        assertThat(server.get("/login/oidc?instance=nolab").status()).isEqualTo(404);
        assertThat(server.get("/login/oidc").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"issuer\":\"http://127.0.0.1:1\"}"})
    void aProviderThatTalksNonsenseIsToldInOneLine(String answer) {
        provider.metadata = _ -> answer;

        RawHttp.Reply reply = begin();

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).contains("the OpenID provider " + provider.issuer());
    }

    @Test
    void aProviderThatIsAwayIsToldInOneLine() {
        provider.close();

        RawHttp.Reply reply = begin();

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).contains("does not answer: try again later");
    }

    @Test
    void withoutTheSecretsFileTheServerDoesNotStart() {
        String site = oidc("x", root.resolve("none"), "sub");
        assertThatThrownBy(() -> TestServer.startWith(root, POLICY, site))
                .hasMessageStartingWith("[oidc] client_secret_file = " + root.resolve("none"));
    }

    @Test
    void withoutProviderThereIsNoWayToIt() {
        try (TestServer plain = TestServer.start()) {
            assertThat(plain.get("/login").body()).doesNotContain("login/oidc");
            assertThat(plain.get("/login/oidc?instance=lab").status()).isEqualTo(404);
        }
    }
}
