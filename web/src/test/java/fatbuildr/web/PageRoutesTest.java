package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.task.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of http-api.md section 10, and ours. */
class PageRoutesTest {
    @AutoClose
    private static final TestServer server = TestServer.startFilled();

    @AutoClose
    private static final TestServer alone = TestServer.startAlone();

    private static String page(TestServer of, String path) {
        RawHttp.Reply reply = of.get(path);
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
        return new String(reply.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/,instances,-",
                "/registry/,lab,formats",
                "/registry/deb/,lab &gt; deb,deb",
                "/registry/deb/trixie/,lab &gt; deb &gt; trixie,deb &gt; trixie",
                "/registry/deb/trixie/main/,lab &gt; deb &gt; trixie &gt; main,deb &gt; trixie &gt; main",
                "/registry/deb/trixie/main/src/acme/,lab &gt; deb &gt; trixie &gt; main &gt; acme source artifact,deb &gt; trixie &gt; main &gt; acme source artifact",
                "/registry/deb/trixie/main/x86_64/g++/,lab &gt; deb &gt; trixie &gt; main &gt; g++ binary artifact,deb &gt; trixie &gt; main &gt; g++ binary artifact",
                "/search?artifact=g%2B,lab &gt; g+ artifact,g+ artifact",
                "/tasks/,lab &gt; tasks,tasks",
                "/pipelines/,lab &gt; pipelines,pipelines",
                "/keyring/,lab &gt; keyring,keyring",
                "/builds/new,lab &gt; new build,new build",
            })
    void titlesBeginWithTheInstanceWhereThereAreSeveral(String path, String several, String one) {
        assertThat(page(server, path.equals("/") ? path : "/lab" + path))
                .contains("<title>Fatbuildr: " + several + "</title>");
        if (one != null) {
            assertThat(page(alone, path)).contains("<title>Fatbuildr: " + one + "</title>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/,instances.json",
        "/lab/registry/,../registry.json",
        "/lab/registry/deb/,../deb.json",
        "/lab/registry/deb/trixie/main/,../main.json",
        "/lab/registry/deb/trixie/main/x86_64/g++/,../g++.json",
        "/lab/search?artifact=g%2B,../lab/search.json?artifact=g%2B",
        "/lab/tasks/,../tasks.json",
        "/lab/pipelines/,formats.json",
        "/lab/keyring/,../keyring.json",
    })
    void dataPagesLinkTheirJson(String path, String json) {
        assertThat(page(server, path)).contains("<a href=\"" + json + "\">JSON</a>");
        String target = java.net
                .URI
                .create("http://x" + path.replace("+", "%2B"))
                .resolve(json.replace("+", "%2B"))
                .toString();
        assertThat(server.get(target.substring("http://x".length())).header("Content-Type"))
                .hasValue("application/json");
    }

    @Test
    void everythingIsEscaped() {
        assertThat(page(server, "/lab/search?artifact=%3Cscript%3Ea%22b"))
                .contains("<title>Fatbuildr: lab &gt; &lt;script&gt;a&#34;b artifact</title>")
                .contains("value=\"&lt;script&gt;a&#34;b\"")
                .doesNotContain("<script>");
        assertThat(page(server, "/")).contains("<a href=\"./lab/registry/\">lab (Lab &lt;packages&gt;)</a>");
        assertThat(page(server, "/lab/registry/deb/trixie/main/src/acme/"))
                .contains("Alice Ray &lt;alice@lab.example&gt;", "&lt;https://acme.example/news&gt;");
    }

    @Test
    void theOverviewShowsWhatIsPublishedAndDone() {
        String page = page(server, "/lab/registry/");
        Task running = server.lab.running().getFirst();
        Task pending = server.lab.queue().getFirst();

        assertThat(page)
                .contains("<a href=\"../../lab/registry/deb/\">deb</a>", "../../lab/keyring.asc")
                .contains("<a href=\"../../lab/watch/" + running.id() + ".html\">", "[artifact build]")
                .contains("<time datetime=\"2030-01-01T12:01:40Z\">")
                .contains("[keyring renewal]")
                .doesNotContain(pending.id().toString());
        assertThat(page.split("class=\"badge (success|failed)\"", -1)).hasSize(11);
        assertThat(page(alone, "/registry/")).contains("∅");
    }

    @Test
    void artifactsAreLinkedWithTheirSizes() {
        assertThat(page(server, "/lab/registry/deb/trixie/main/"))
                .contains("<li><a href=\"src/acme/\"><b>acme</b> <span>src</span> <span>3.1-2.deb13</span></a></li>")
                .contains("<li><a href=\"x86_64/g%2B%2B/\"><b>g++</b> <span>x86_64</span>"
                        + " <span>1:3.1~rc1-2.deb13</span></a> <small>(5.0 GB)</small></li>");
        assertThat(page(server, "/lab/registry/deb/trixie/main/src/acme/"))
                .contains("href=\"../../../../../../../lab/registry/deb/trixie/main/x86_64/g%2B%2B/\"", "(5.0 GB)")
                .contains("New upstream release", "3.0-1.deb13")
                .doesNotContain("1970");
        assertThat(page(server, "/lab/registry/deb/trixie/main/x86_64/g++/"))
                .contains("href=\"../../../../../../../lab/registry/deb/trixie/main/src/acme/\"")
                .contains("aria-label=\"link\"", "/usr/bin/acme</span> <small>41.0 kB</small>");
    }

    /** Formats that nothing comes from have no instructions, and those for an empty distribution say so. */
    @Test
    void repositoriesAreExplainedWhereTheyAre() {
        assertThat(page(server, "/lab/keyring/"))
                .contains("apt for trixie", "apt for bookworm", "Nothing is published for bookworm yet: apt finds no")
                .doesNotContain("dnf for el9", "Nothing is published for trixie");
        try (TestServer other = TestServer.startFilled()) {
            other.lab.publishRpm("el9");
            assertThat(page(other, "/lab/keyring/"))
                    .contains("dnf for el9", "<span data-server>http://test/lab</span>/rpm/el9/main/$basearch/")
                    .doesNotContain("Nothing is published for el9");
        }
    }

    @Test
    void artifactsCanBeDownloaded() {
        assertThat(page(server, "/lab/registry/deb/trixie/main/x86_64/g++/"))
                .contains("<a href=\"../../../../../../../lab/deb/pool/main/a/acme/g%2B%2B_3.1~rc1-2.deb13_amd64.deb\""
                        + " download><b>g++_3.1~rc1-2.deb13_amd64.deb</b></a> <small>(5.0 GB)</small>");
        assertThat(page(alone, "/registry/deb/trixie/main/src/acme/"))
                .contains("<a href=\"../../../../../../deb/pool/main/a/acme/acme_3.1-2.deb13.dsc\"")
                .contains("acme_3.1-2.deb13.debian.tar.xz</b></a>", "acme_3.1.orig.tar.xz</b></a>");
    }

    /** Long lists are within the limits of templates. */
    @Test
    void tenThousandsOfArtifactsAreShown() {
        try (TestServer big = TestServer.startFilled()) {
            big.lab.publish(Demonstration.artifacts(20_000), MemoryInstance.SOURCE, List.of(), List.of());

            String page = page(big, "/lab/registry/deb/trixie/main/");

            assertThat(page).contains("20042 artifacts", "<b>slurm-plugin-19994</b>");
        }
    }

    @Test
    void theHistoryHasPages() {
        assertThat(page(server, "/lab/tasks/"))
                .contains("<a rel=\"next\" href=\"../../lab/tasks/?page=2\">")
                .doesNotContain("rel=\"prev\"");
        assertThat(page(server, "/lab/tasks/?page=2"))
                .contains("<a rel=\"prev\" href=\"../../lab/tasks/?page=1\">")
                .doesNotContain("rel=\"next\"");
        assertThat(page(server, "/lab/tasks/?page=3")).contains("∅");
    }

    /** A link that would only lead to a refusal is none. */
    @Test
    void theMenuLeadsWhereTheVisitorMayGo() {
        String policy = """
                [roles]
                anonymous
                packagers = alice
                [anonymous]
                actions = view-registry, view-keyring
                [packagers]
                actions = view-task, build
                """;
        try (TestServer guarded = TestServer.startWith(policy)) {
            assertThat(menu(page(guarded, "/lab/registry/"))).containsExactly("Registry", "Keyring");
            assertThat(page(guarded, "/lab/registry/"))
                    .contains("id=\"keyring\"")
                    .doesNotContain("Running tasks");
            String alice = "Authorization: Bearer " + guarded.token("alice");
            assertThat(guarded.get("/lab/registry/", alice).body()).contains("Running tasks", "All tasks");
            assertThat(menu(guarded.get("/lab/tasks/", alice).body()))
                    .containsExactly("Registry", "Tasks", "Keyring", "New build");
        }
        assertThat(menu(page(alone, "/registry/")))
                .containsExactly("Registry", "Tasks", "Pipelines", "Keyring", "New build");
    }

    private static List<String> menu(String page) {
        String menu = page.substring(page.indexOf("<nav class=\"menu\""), page.indexOf("</nav>"));
        return Pattern.compile(">([^<>\n]+)</a>")
                .matcher(menu)
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "99999999999", "2147483647"})
    void aPageThatCannotBeIsRefused(String number) {
        RawHttp.Reply reply = server.get("/lab/tasks/?page=" + number);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("the query parameter page must be a number from 1 to 100000, not " + number);
    }

    @Test
    void theKeyringPageTellsHowToUseTheRepositories() {
        assertThat(page(server, "/lab/keyring/"))
                .contains("F".repeat(40), "URIs: <span data-server>http://test/lab</span>/deb", "Suites: trixie");
        assertThat(page(alone, "/keyring/"))
                .contains("fatbuildrctl keyring create")
                .doesNotContain(">JSON</a>");
    }

    @Test
    void pipelinesTellWhatIsMade() {
        assertThat(page(server, "/lab/pipelines/"))
                .contains("image made", "x86_64 not made", "bookworm", "Derivatives: main, extra");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/lab/registry/xyz/|404|Format xyz not supported by registries (404)",
                "/lab/registry/deb/xyz/|404|Distribution xyz not found in deb registry (404)",
                "/lab/registry/deb/trixie/xyz/|404|Derivative xyz not found in deb registry for distribution trixie (404)",
                "/lab/registry/deb/trixie/main/src/xyz/|404|Unable to find path of deb binary package xyz",
                "/lab/search|400|bad request (400)",
                "/lab/search?artifact=|400|bad request (400)",
                "/lab/builds/new?format=xyz|404|Format xyz is not supported (404)",
                "/lab/builds/new?format=rpm|400|nothing builds rpm (400)",
                "/nolab/tasks/|404|instance nolab not found (404)",
            })
    void pagesThatAreNotThereAreErrorPages(String path, int status, String text) {
        RawHttp.Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(reply.body()).contains("<title>Fatbuildr: Error: ", text);
    }

    /** They keep the instance's menu and search, and lead on. */
    @Test
    void errorPagesOfAnInstanceStayInIt() {
        assertThat(server.get("/lab/registry/xyz/").body())
                .contains("<title>Fatbuildr: Error: Format xyz not supported by registries</title>")
                .contains("action=\"../../../lab/search\"", "href=\"../../../lab/registry/\">Registry</a>");
        assertThat(server.get("/lab/search").body())
                .contains("<title>Fatbuildr: Error: bad request</title>")
                .contains("<p>bad request (400)</p>", "<p>the query parameter artifact is missing</p>");
        assertThat(server.get("/nolab/registry/").body())
                .doesNotContain("search")
                .contains(">Start page</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/registry", "/registry/deb", "/registry/deb/trixie/main/x86_64/g++", "/tasks", "/keyring"})
    void aMissingSlashIsAdded(String path) {
        RawHttp.Reply reply = server.get("/lab" + path + "?x=1");

        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.header("Location")).hasValue("http://test/lab" + path + "/?x=1");
    }

    /** As simple clients of HTTP/1.0 ask. */
    @Test
    void redirectsLeadBackHereWhenNoHostIsNamed() {
        RawHttp.Reply reply = RawHttp.exchange(server.port(), "GET /lab/registry HTTP/1.0\r\n\r\n");

        assertThat(reply.header("Location")).hasValue("http://127.0.0.1:" + server.port() + "/lab/registry/");
    }

    /** Nothing that a page shows can run or fetch anything but our own files. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/lab/registry/", "/lab/nothing/", "/lab/registry/xyz/", "/lab/deb"})
    void pagesAreStrict(String path) {
        RawHttp.Reply reply = server.get(path.equals("/lab/deb") ? "/lab/tasks/" : path);

        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        if (reply.header("Content-Type").orElse("").startsWith("text/html")) {
            assertThat(reply.header("Content-Security-Policy"))
                    .hasValue(
                            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
            assertThat(reply.header("Referrer-Policy")).hasValue("same-origin");
            assertThat(reply.body())
                    .doesNotContain("<style", " style=", " onclick=", "<script>", "href=\"http", "src=\"http");
        }
    }

    @Test
    void theFormNamesWhatTheInstanceCanBuild() {
        assertThat(page(server, "/lab/builds/new?format=deb&distribution=bookworm"))
                .contains("action=\"../../lab/build\"", "name=\"format\" value=\"deb\"")
                .contains("<option selected>bookworm</option>", "<option>extra</option>")
                .contains("<option>x86_64,aarch64</option>");
        assertThat(page(server, "/lab/builds/new"))
                .contains("name=\"format\" value=\"deb\"")
                .doesNotContain(">rpm<");
        assertThat(page(server, "/lab/pipelines/")).contains("This version does not build rpm artifacts.");
    }
}
