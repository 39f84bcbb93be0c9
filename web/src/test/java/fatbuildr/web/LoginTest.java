package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers: sign in, what the cookie is good for, and what other sites' pages cannot do with it. */
class LoginTest {
    private static final String POLICY = """
            [roles]
            anonymous
            team = alice
            [anonymous]
            actions = view-registry
            [team]
            actions = edit-keyring, view-task, edit-task, build
            """;
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @AutoClose
    private final TestServer server = TestServer.startWith(POLICY);

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&").append(fields[i]).append('=');
            form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private RawHttp.Reply signIn(String... more) {
        return server.send(
                "POST", "/login", form("instance", "lab", "token", server.token("alice")), concat(FORM, more));
    }

    private static String[] concat(String first, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    private static String cookie(RawHttp.Reply reply) {
        return "Cookie: " + reply.header("Set-Cookie").orElse("none").split(";", -1)[0];
    }

    private String formToken(String cookie) {
        String page = server.get("/login", cookie).body();
        String mark = "name=\"form_token\" value=\"";
        int at = page.indexOf(mark) + mark.length();
        return page.substring(at, page.indexOf('"', at));
    }

    @Test
    void aTokenBecomesTheSession() {
        assertThat(server.get("/login?instance=lab&next=/lab/registry/").body())
                .contains("method=\"post\" action=\"login\">", "value=\"/lab/registry/\"", "<option selected>lab");

        RawHttp.Reply reply = signIn("Origin: http://test");

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).hasValue("http://test/lab/registry/");
        assertThat(reply.header("Set-Cookie").orElse(""))
                .startsWith("fatbuildr-token-lab=")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax");
        assertThat(server.get("/lab/queue.json").status()).isEqualTo(403);
        assertThat(server.get("/lab/queue.json", cookie(reply)).status()).isEqualTo(200);
        assertThat(server.get("/login", cookie(reply)).body()).contains("Signed in as alice");
        assertThat(server.get("/login").body()).doesNotContain("Signed in");
    }

    @Test
    void whoeverMayCancelsATaskOnThePageOfItsOutput() {
        String cookie = cookie(signIn());
        TaskId task = server.lab.add(new TaskSpec.KeyringCreation(), TaskState.RUNNING, TaskResult.UNKNOWN);
        ConsoleMessage end = new ConsoleMessage.Log(LogLevel.INFO, "Task failed");
        server.lab.say(task, end);
        String page = "/lab/watch/" + task + ".html";
        String action = "/lab/tasks/" + task + "/cancel";
        String[] headers = {FORM, cookie, "Accept: text/html", "Origin: http://test"};
        String form = form("form_token", formToken(cookie));
        assertThat(server.get(page, cookie).body())
                .contains("action=\"../.." + action + "\"", "value=\"" + formToken(cookie) + "\"");

        RawHttp.Reply reply = server.send("POST", action, form, headers);
        RawHttp.Reply again = server.send("POST", action, form, headers);

        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).hasValue("../../watch/" + task + ".html");
        assertThat(server.lab.cancelled).containsExactly(task + " by alice");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("<title>Fatbuildr: Error: ");
        server.lab.say(task, end);
        assertThat(server.get(page, cookie).body()).doesNotContain(action);
    }

    @Test
    void whoeverMustSignInComesBackToTheSamePage() {
        String link = "login?instance=lab&amp;next=%2Flab%2Ftasks%2F%3Fpage%3D2\">Sign in</a>";
        assertThat(server.get("/lab/tasks/?page=2").body()).containsSubsequence(link, "(403)", link + " if you may");
        assertThat(server.get("/login?instance=lab&next=%2Flab%2Ftasks%2F%3Fpage%3D2")
                        .body())
                .contains("name=\"next\" value=\"/lab/tasks/?page=2\"");
    }

    /** Whom the policy refuses does not learn whether there is such an instance. */
    @Test
    void refusalsDoNotTellWhichInstancesThereAre() {
        try (TestServer closed = TestServer.startWith("[roles]\nteam = alice\n[team]\nactions = build\n")) {
            assertThat(closed.get("/nolab/registry/").body().replace("nolab", "lab"))
                    .isEqualTo(closed.get("/lab/registry/").body().replace("instance=lab&amp;", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lab|x|403|token is invalid",
                "nolab|x|404|unable to authenticate with JWT token against nolab instance",
                "<b>|x|404|unable to authenticate with JWT token against &lt;b&gt; instance",
                "''|x|400|the form field instance is missing",
                "lab|''|400|the form field token is missing",
            })
    void whatProvesNothingSignsNobodyIn(String instance, String token, int status, String text) {
        RawHttp.Reply reply = server.send("POST", "/login", form("instance", instance, "token", token), FORM);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).contains(text);
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example",
                "http://evil.example/",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=y",
                "lab",
                "/\t/evil.example",
            })
    void nobodyIsSentToAnotherSite(String next) {
        RawHttp.Reply reply = server.send(
                "POST", "/login", form("instance", "lab", "token", server.token("alice"), "next", next), FORM);

        assertThat(reply.header("Location")).hasValue("http://test/lab/registry/");
        assertThat(server.get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                        .body())
                .doesNotContain("evil", "alert(1)");
    }

    @Test
    void onesPlaceIsKept() {
        RawHttp.Reply reply = server.send(
                "POST",
                "/login",
                form("instance", "lab", "token", server.token("alice"), "next", "/lab/search?artifact=a"),
                FORM);

        assertThat(reply.header("Location")).hasValue("http://test/lab/search?artifact=a");
    }

    /** A cookie alone changes nothing: the page must have been shown in this session. */
    @Test
    void changesNeedTheFormTokenOfTheSession() {
        String cookie = cookie(signIn());
        String token = formToken(cookie);
        String[] refused = {"", "x", FormToken.of("another session's token"), formToken(cookie) + "x"};
        for (String wrong : refused) {
            RawHttp.Reply reply = server.send("POST", "/lab/keyring", "{}", cookie, "X-Form-Token: " + wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(403);
            assertThat(reply.body()).contains("does not come from a page of this session");
            assertThat(server.send("POST", "/lab/keyring", form("form_token", wrong), cookie, FORM)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(server.send("POST", "/lab/keyring", "{}", cookie).status()).isEqualTo(403);
        assertThat(server.lab.queue()).isEmpty();

        assertThat(server.send("POST", "/lab/keyring", "{}", cookie, "X-Form-Token: " + token)
                        .status())
                .isEqualTo(200);
        assertThat(server.send("POST", "/lab/keyring", form("form_token", token), cookie, FORM)
                        .status())
                .isEqualTo(200);
        assertThat(server.send(
                                "POST",
                                "/lab/keyring/renewal",
                                form("form_token", token, "duration", "2y"),
                                cookie,
                                FORM)
                        .status())
                .isEqualTo(200);
        assertThat(server.lab.queue()).extracting("user").containsOnly("alice").hasSize(3);
    }

    @Test
    void aFormWithFilesProvesItInItsAddress() {
        String cookie = cookie(signIn());
        String upload = "Content-Type: multipart/form-data; boundary=b";

        assertThat(server.send("POST", "/lab/build", "--b--\r\n", cookie, upload)
                        .status())
                .isEqualTo(403);
        assertThat(server.send("POST", "/lab/build?form_token=" + formToken(cookie), "--b--\r\n", cookie, upload)
                        .status())
                .isEqualTo(400);
        assertThat(server.send("POST", "/lab/keyring?form_token=" + formToken(cookie), "{}", cookie)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://test.evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
            })
    void pagesOfOtherSitesChangeNothing(String header) {
        String cookie = cookie(signIn());
        String token = "X-Form-Token: " + formToken(cookie);

        assertThat(server.send("POST", "/lab/keyring", "{}", cookie, token, header)
                        .status())
                .isEqualTo(403);
        assertThat(signIn(header).status()).isEqualTo(403);
        assertThat(signIn(header).header("Set-Cookie")).isEmpty();
        assertThat(server.send("POST", "/logout", form("form_token", formToken(cookie)), cookie, FORM, header)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theSessionIsOfItsInstanceAndEnds() {
        String cookie = cookie(signIn());

        assertThat(server.send("POST", "/logout", "", cookie).status()).isEqualTo(403);
        RawHttp.Reply out = server.send("POST", "/logout", form("form_token", formToken(cookie)), cookie, FORM);

        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Set-Cookie").orElse("")).startsWith("fatbuildr-token-lab=; Max-Age=0");
        assertThat(server.send("POST", "/logout", "").status()).isEqualTo(303);
        assertThat(server.get("/lab/queue.json", cookie.replace("-lab=", "-prod="))
                        .status())
                .isEqualTo(403);
    }

    /** A session that has ended reads as anybody, and says so before it changes anything. */
    @Test
    void anEndedSessionIsForgotten() {
        String old = new InstanceTokens(
                        "lab",
                        TestServer.settings(server.root, "").tokens(),
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(-31)))
                .generate("alice");
        for (String cookie : new String[] {"Cookie: fatbuildr-token-lab=" + old, "Cookie: fatbuildr-token-lab=x"}) {
            RawHttp.Reply read = server.get("/lab/registry.json", cookie);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.header("Set-Cookie").orElse("")).contains("Max-Age=0");
            assertThat(server.get("/lab/queue.json", cookie).body()).contains("anonymous role is not allowed");
            assertThat(server.get("/", cookie).status()).isEqualTo(200);
        }
        assertThat(server.send("POST", "/lab/keyring", "{}", "Cookie: fatbuildr-token-lab=" + old)
                        .body())
                .contains("token is expired");
    }

    @Test
    void theHeaderGoesBeforeTheCookie() {
        String cookie = cookie(signIn());

        assertThat(server.get("/lab/queue.json", cookie, "Authorization: Bearer " + server.token("bob"))
                        .body())
                .contains("user bob is not allowed");
        assertThat(server.get("/lab/queue.json", cookie, "Authorization: Bearer x")
                        .body())
                .contains("token is invalid");
    }

    /** The proxy on this machine is believed. */
    @Test
    void behindAProxyThatSpeaksTlsTheCookieIsSecure() {
        RawHttp.Reply reply = signIn(
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: packages.example",
                "X-Forwarded-Prefix: /builds/",
                "Origin: https://packages.example");

        assertThat(reply.header("Location")).hasValue("https://packages.example/builds/lab/registry/");
        assertThat(reply.header("Set-Cookie").orElse("")).endsWith("; Path=/builds/; HttpOnly; SameSite=Lax; Secure");
        assertThat(server.get("/lab/registry", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /x/../y")
                        .header("Location"))
                .hasValue("https://test/lab/registry/");
    }

    @Test
    void onlyProgramsOnThisMachineAreBelieved() {
        assertThat(ExternalAddress.isThisMachine("127.0.0.1")).isTrue();
        assertThat(ExternalAddress.isThisMachine("::1")).isTrue();
        assertThat(ExternalAddress.isThisMachine("192.0.2.1")).isFalse();
        assertThat(ExternalAddress.isThisMachine("10.0.0.1")).isFalse();
    }
}
