package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.browser.Browser;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The pages as a browser shows them. */
@Timeout(90)
class BrowserTest {
    private static final ConsoleMessage END = new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded");

    @AutoClose
    private static final TestServer server = TestServer.startFilled();

    @AutoClose
    private static final Browser browser = Browser.start(server.server.url());

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(server.root.resolve("registry/lab/deb/dists/trixie"));
        Files.writeString(server.root.resolve("registry/lab/deb/README.txt"), "content");
    }

    /** The output of a task of the test engine can be read once. */
    private static void show(String page) {
        TaskId finished = server.lab.history(2).getLast().id();
        if (page.contains("FINISHED")) {
            Demonstration.talk(server.lab, finished);
            server.lab.say(finished, END);
        }
        browser.visit(page.replace("FINISHED", finished.toString()));
    }

    /** On every page: no barrier, no complaint of the browser, and nothing wider than a phone. */
    @ParameterizedTest
    @CsvSource({
        "index,/",
        "registry,/lab/registry/",
        "format,/lab/registry/deb/",
        "distribution,/lab/registry/deb/trixie/",
        "derivative,/lab/registry/deb/trixie/main/",
        "source,/lab/registry/deb/trixie/main/src/acme/",
        "binary,/lab/registry/deb/trixie/main/x86_64/g++/",
        "search,/lab/search?artifact=plugin",
        "tasks,/lab/tasks/",
        "watch,/lab/watch/FINISHED.html",
        "pipelines,/lab/pipelines/",
        "keyring,/lab/keyring/",
        "build,/lab/builds/new?format=deb",
        "listing,/lab/deb/",
        "login,/login",
        "api,/api/",
        "error,/nothing",
    })
    void everyPageIsForEverybody(String name, String page) {
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.size(1280, 900);
            show(page);
            assertThat(browser.barriers()).as("%s dark=%s", page, dark).isEmpty();
            browser.picture(name + (dark ? "-dark" : ""));
        }
        browser.dark(false);
        browser.size(360, 740);
        show(page);
        assertThat(browser.script("return document.documentElement.scrollWidth"))
                .isEqualTo(360L);
        browser.picture(name + "-phone");
        assertThat(browser.barriers()).as("%s on a phone", page).isEmpty();
        // The checker's own canvas, and the page that is not there by intention.
        assertThat(browser.complaints())
                .filteredOn(text -> !text.contains("Canvas2D") && !text.contains("404"))
                .isEmpty();
    }

    @Test
    void fromSearchToChangelog() {
        browser.size(1280, 900);
        browser.visit("/lab/registry/");
        browser.find("#search").sendKeys("g++");
        browser.follow(browser.find(".search button"));
        assertThat(browser.title()).isEqualTo("Fatbuildr: lab > g++ artifact");
        browser.follow(browser.link("g++ x86_64"));
        assertThat(browser.title()).endsWith("g++ binary artifact");
        assertThat(browser.find("main").getText())
                .contains("/usr/bin/acme", "41.0 kB", "Alice Ray <alice@lab.example>");
        browser.follow(browser.link("acme src"));
        assertThat(browser.title()).endsWith("acme source artifact");
        assertThat(browser.find(".changelog").getText())
                .contains("3.1-2.deb13", "New upstream release", "First package");
        browser.follow(browser.find(".brand"));
        assertThat(browser.path()).isEqualTo("/");
    }

    @Test
    void aFormBecomesABuildThatIsWatchedLive() throws Exception {
        Path tarball = Files.writeString(server.root.resolve("acme.tar.xz"), "x");
        browser.size(1280, 900);
        browser.visit("/lab/builds/new?format=deb");
        browser.find("#artifact").sendKeys("acme");
        browser.find("#tarball").sendKeys(tarball.toString());
        browser.find("#user_name").sendKeys("Alice Ray");
        browser.find("#user_email").sendKeys("alice@lab.example");
        browser.find("#message").sendKeys("From a browser");
        browser.script("document.querySelector('form.fields').requestSubmit()");
        await().until(() -> browser.path().startsWith("/lab/watch/"));

        TaskId task = server.lab.queue().getLast().id();
        assertThat(browser.path()).isEqualTo("/lab/watch/" + task + ".html");
        assertThat(server.lab.submission().orElseThrow().build().message()).isEqualTo("From a browser");
        assertThat(server.lab.uploaded()).containsEntry("acme.tar.xz", "x");
        await().until(() -> browser.find("#note").getText().equals("Waits for its turn"));
        assertThat(browser.find("#state").getText()).isEqualTo("pending");
        server.lab.say(task, ConsoleMessage.Bytes.of("\u001b[31mred\u001b[0m text\r\n"));
        await().untilAsserted(
                        () -> assertThat(browser.find(".output").getText()).contains("red text"));
        assertThat(browser.find(".output .fg1").getText()).isEqualTo("red");
        await().until(() -> browser.find("#state").getText().equals("running"));
        server.lab.say(task, END);
        await().untilAsserted(() -> assertThat(browser.all("#end")).hasSize(1));
    }

    /** peer-defect-1: whoever leaves the page of a running task leaves nothing behind. */
    @Test
    void theWatchPageFollowsPausesAndFindsTheFirstError_peerDefect1() {
        TaskId task = server.lab.add(Demonstration.build("long"), TaskState.RUNNING, TaskResult.UNKNOWN);
        browser.size(1280, 700);
        browser.open("/lab/watch/" + task + ".html");
        for (int line = 1; line <= 200; line++) {
            server.lab.say(
                    task, ConsoleMessage.Bytes.of(line == 50 ? "x.c:1: error: bad\r\n" : "line " + line + "\r\n"));
        }
        await().until(() -> server.lab.watchers.get() == 1);
        await().until(() ->
                browser.all("#L200").size() == 1 && browser.find("#follow").isDisplayed());
        await().until(() -> (Boolean) browser.script("return window.scrollY > 1000"));
        assertThat(browser.find("#follow").getText()).isEqualTo("Pause");
        browser.find("#follow").click();
        assertThat(browser.find("#follow").getText()).isEqualTo("Follow");
        browser.find("#first-error").click();
        assertThat(browser.path()).endsWith("#L50");
        assertThat(browser.find("#note").getText()).isEqualTo("First error in line 50");
        browser.script("document.getElementById('L7').click()");
        assertThat(browser.path()).endsWith("#L7");
        browser.visit("/");
        await().until(() -> server.lab.watchers.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void linesTooLongGoOnBesideTheirNumber(int width) {
        TaskId task = server.lab.add(Demonstration.build("wide"), TaskState.RUNNING, TaskResult.UNKNOWN);
        server.lab.say(task, ConsoleMessage.Bytes.of("short\n" + "x".repeat(400) + "\n"));
        server.lab.say(task, END);
        browser.size(width, 700);
        browser.visit("/lab/watch/" + task + ".html");

        assertThat(browser.script("""
                        const left = (id, line) => {
                          const range = document.createRange();
                          range.selectNodeContents(document.getElementById(id).nextSibling);
                          return range.getClientRects()[line].left;
                        };
                        return [left('L2', 0), left('L2', 1), left('L2', 2)].every(
                          (place) => Math.abs(place - left('L1', 0)) < 2)""")).isEqualTo(true);
    }

    @Test
    void theTimesOfLinesAreShownOnDemand() {
        TaskId task = server.lab.add(Demonstration.build("timed"), TaskState.RUNNING, TaskResult.UNKNOWN);
        ZonedDateTime time = ZonedDateTime.of(2030, 1, 2, 3, 4, 5, 0, ZoneId.systemDefault());
        server.lab.say(task, ConsoleMessage.Bytes.of("one\ntwo\n"), time.toInstant());
        browser.size(1280, 700);
        browser.open("/lab/watch/" + task + ".html");
        await().until(() -> browser.find("#times").isDisplayed());
        assertThat(shownTime("L1")).isEqualTo("none");
        browser.find("#times").click();
        assertThat(browser.find("#times").getAttribute("aria-pressed")).isEqualTo("true");
        server.lab.say(
                task, ConsoleMessage.Bytes.of("three\n"), time.plusSeconds(9).toInstant());
        await().until(() -> browser.all("#L3").size() == 1);
        assertThat(List.of(shownTime("L1"), shownTime("L2"), shownTime("L3")))
                .containsExactly("\"03:04:05\"", "\"\"", "\"03:04:14\"");
        assertThat(browser.find(".output").getText()).doesNotContain("03:04");
        browser.picture("watch-times");
        server.lab.say(task, END, time.plusSeconds(10).toInstant());
        await().until(() -> browser.all("#end").size() == 1);
    }

    private static Object shownTime(String line) {
        return browser.script(
                "return getComputedStyle(document.getElementById(arguments[0]), '::after').content", line);
    }

    @Test
    void keyboardUsersSkipToTheContent() {
        browser.size(1280, 900);
        browser.visit("/lab/tasks/");
        browser.find("body").sendKeys(Keys.TAB);
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("Skip to content");
        browser.find(".skip").sendKeys(Keys.ENTER);
        assertThat(browser.path()).endsWith("#main");
    }

    @Test
    void longListsCanBeNarrowed() {
        browser.size(1280, 900);
        browser.visit("/lab/registry/deb/trixie/main/");
        browser.find(".filter").sendKeys("slurm");
        assertThat(browser.script("return document.querySelectorAll('.artifacts li:not([hidden])').length"))
                .isEqualTo(7L);
    }

    @Test
    void commandsToPasteNameTheServerAsTheBrowserReachesIt() {
        browser.visit("/lab/keyring/");
        assertThat(browser.find("[data-server]").getText()).isEqualTo(server.server.url() + "/lab");
    }
}
