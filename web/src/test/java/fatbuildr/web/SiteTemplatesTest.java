package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A site's own templates (http-api.md sections 1 and 10), and static files. */
class SiteTemplatesTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Path templates = server.root.resolve("etc/web/templates");

    @BeforeEach
    void start() {
        log.start();
        ((Logger) LoggerFactory.getLogger("fatbuildr.web.page")).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("fatbuildr.web.page")).detachAppender(log);
    }

    private void write(String name, String text, int second) throws Exception {
        Path file = templates.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + second)));
    }

    private String body(String path) {
        return server.get(path).body();
    }

    @Test
    void aSiteReplacesTheLayout() throws Exception {
        write("layout/base.html.j2", """
                <title>ACME {{ title }}</title>
                <link rel="stylesheet" href="{{ url_for('static', filename='css/fatbuildr.css') }}">
                <a href="{{ url_for('registry', instance=instance) }}">{{ instance }} {{ instance.name }}</a>
                {% block content %}{% endblock %} v{{ version }}
                """, 0);

        assertThat(body("/lab/registry/deb/"))
                .contains("<title>ACME lab &gt; deb</title>", "href=\"../../../static/css/fatbuildr.css?v=")
                .contains("<a href=\"../../../lab/registry/\">lab Lab &lt;packages&gt;</a>", ">trixie</a>", "v3.0.0")
                .doesNotContain("class=\"bar\"");
    }

    @Test
    void aSiteChangesOneBlockOfAShippedTemplate() throws Exception {
        write("layout/base.html.j2", """
                {% extends "vendor/layout/base.html.j2" %}
                {% block footer %}{{ super() }}<p>Operated by ACME</p>{% endblock %}
                """, 0);

        assertThat(body("/lab/registry/")).contains("Operated by ACME", "Fatbuildr v3.0.0", "class=\"bar\"");
    }

    @Test
    void aChangedFileIsSeenAndARemovedOneGone() throws Exception {
        write("index.html.j2", "one", 0);
        assertThat(body("/")).isEqualTo("one");
        write("index.html.j2", "two", 1);
        assertThat(body("/")).isEqualTo("two");
        Files.delete(templates.resolve("index.html.j2"));
        assertThat(body("/")).contains("<h1>Instances</h1>");
    }

    @Test
    void aBrokenTemplateIsNamedToVisitorsAndItsFileInTheLog() throws Exception {
        write("registry.html.j2", "fine\n\n{% if %}", 0);
        RawHttp.Reply reply = server.get("/lab/registry/");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body())
                .contains("the template registry.html.j2:3: ", "<title>Fatbuildr: Error: ")
                .doesNotContain(server.root.toString());
        assertThat(log.list)
                .anyMatch(event -> event.getFormattedMessage()
                        .startsWith("a template of the pages cannot be used: " + templates.resolve("registry.html.j2")
                                + ":3: "));
        assertThat(server.get("/lab/registry.json").status()).isEqualTo(200);
    }

    @Test
    void aBrokenLayoutLeavesTheShippedErrorPage() throws Exception {
        write("layout/base.html.j2", "{{ 1 / 0 }}", 0);
        RawHttp.Reply reply = server.get("/lab/registry/");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("layout/base.html.j2:1: ", "class=\"bar\"");
        assertThat(server.get("/lab/watch/nosuch.html").status()).isEqualTo(404);
    }

    @Test
    void templatesOutsideTheDirectoriesDoNotExist() throws Exception {
        Files.writeString(server.root.resolve("secret.j2"), "secret");
        write("index.html.j2", "{% include '../../../secret.j2' %}", 0);

        assertThat(body("/")).contains("template not found").doesNotContain(">secret");
    }

    @Test
    void aTemplateThatDoesNotEndIsStopped() throws Exception {
        write("index.html.j2", "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", 0);

        assertThat(server.get("/").status()).isEqualTo(500);
    }

    @Test
    void aWatchPageMustShowTheOutput() throws Exception {
        write("watch.html.j2", "nothing", 0);
        var task = server.lab.add(
                Demonstration.build("x"), fatbuildr.task.TaskState.RUNNING, fatbuildr.task.TaskResult.UNKNOWN);

        RawHttp.Reply reply = server.get("/lab/watch/" + task + ".html");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("it does not show {{ output }}");
    }

    @Test
    void staticFilesCanBeKeptByTheirVersion() {
        String page = body("/");
        String style = page.replaceAll("(?s).*href=\"\\./(static/css/fatbuildr.css\\?v=[^\"]+)\".*", "/$1");
        RawHttp.Reply reply = server.get(style);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("text/css; charset=utf-8");
        assertThat(reply.header("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(reply.header("Last-Modified")).isPresent();
        String tag = reply.header("ETag").orElseThrow();
        assertThat(server.get(style, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(server.get("/static/css/fatbuildr.css").header("Cache-Control"))
                .hasValue("no-cache");
        assertThat(server.get("/static/logo/fatbuildr.svg").header("Content-Type"))
                .hasValue("image/svg+xml");
        assertThat(server.get("/static/js/watch.js").header("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    /** peer-defect-30: everything that pages refer to is part of what is shipped. */
    @Test
    void pagesAreComplete_peerDefect30() {
        String page = body("/lab/registry/");

        var references = java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]*/static/[^\"]+)\"")
                .matcher(page);
        int found = 0;
        while (references.find()) {
            found++;
            assertThat(server.get(references.group(1).replaceFirst("^(\\.\\./)+", "/"))
                            .status())
                    .as(references.group(1))
                    .isEqualTo(200);
        }
        assertThat(found).isGreaterThan(3);
    }

    @Test
    void staticFilesAreConfined() {
        for (String path : new String[] {
            "/static/", "/static/css", "/static/missing", "/static/../templates/index.html.j2", "/static/css/%2e%2e/x"
        }) {
            assertThat(server.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(server.get("/static/missing").body()).contains("The requested URL was not found on the server");
    }

    /** The names that templates written for the existing pages use (http-api.md section 10). */
    @ParameterizedTest
    @CsvSource({
        "favicon/favicon-16x16.png,image/png",
        "favicon/favicon-32x32.png,image/png",
        "favicon/apple-touch-icon.png,image/png",
        "favicon/site.webmanifest,application/manifest+json",
        "logo/fatbuildr_logo_small_nobanner.png,image/png"
    })
    void picturesHaveTheirFormerNames(String name, String type) {
        RawHttp.Reply reply = server.get("/static/" + name);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue(type);
    }
}
