package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.browser.Browser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebElement;

/** What a person does with the pages of the assembled daemon, in a real browser. */
@Timeout(180)
final class BrowserIT {
    private static final Duration BUILD = Duration.ofMinutes(2);
    private static final String DERIVATIVE = "/" + Site.INSTANCE + "/registry/deb/" + Site.CODENAME + "/main/";

    @Test
    void findsAPackageSignsInBuildsItAnewAndWatches() {
        try (Site site = Site.start("browser").withEnvironment();
                Browser browser = Browser.start(site.server())) {
            site.buildGreeting("The first greeting").succeeded();
            browser.size(1280, 900);

            browser.visit("/");
            browser.follow(browser.link(Site.INSTANCE));
            browser.find("#search").sendKeys("reetin");
            browser.follow(browser.find(".search button"));
            browser.follow(browser.link("greeting"));
            assertThat(browser.path()).startsWith(DERIVATIVE);
            assertThat(browser.find(".changelog").getText()).contains("The first greeting", "Ada Tester");
            assertThat(browser.find(".content").getText()).contains("/usr/bin/greeting");
            assertThat(browser.find(".menu").getText()).doesNotContain("New build");

            browser.follow(browser.link("Sign in"));
            browser.find("#token").sendKeys("wrong");
            browser.find("button.main").click();
            await().until(() -> browser.all(".problem").size() == 1);
            assertThat(browser.find(".problem").getText()).isEqualTo("token is invalid");
            browser.find("#token").sendKeys(site.token());
            browser.follow(browser.find("button.main"));
            assertThat(browser.find(".user").getText()).isEqualTo("root");

            browser.follow(browser.link("New build"));
            String task = build(site, browser);
            watch(browser);
            assertThat(site.ctl("watch", task).succeeded()).contains("Task succeeded");

            browser.follow(browser.link("artifacts of " + Site.CODENAME));
            assertThat(browser.path()).isEqualTo(DERIVATIVE);
            WebElement built = browser.link("+build0");
            assertThat(built.getText()).startsWith("greeting ");
            browser.follow(built);
            assertThat(browser.find(".changelog").getText())
                    .containsSubsequence("From a browser", "The first greeting");
            assertThat(browser.complaints())
                    .filteredOn(text -> !text.contains("/login"))
                    .isEmpty();
        }
    }

    private static String build(Site site, Browser browser) {
        Path source = site.directory.resolve("greeting-1.0.tar.xz");
        // The archive of the first build: another one of the same version would be refused.
        Command.run(site.registry(), "sh", "-c", "cp pool/main/*/greeting/*.orig.tar.xz \"$0\"", source.toString())
                .succeeded();
        browser.find("#artifact").sendKeys("greeting");
        browser.find("#tarball").sendKeys(site.packedGreeting().toString());
        browser.find("#source").sendKeys(source.toString());
        browser.find("#user_name").sendKeys("Bea Browser");
        browser.find("#user_email").sendKeys("bea@fatbuildr.invalid");
        browser.find("#message").sendKeys("From a browser");
        browser.picture("walk-form");
        browser.find("button.main").click();
        await().until(() -> browser.path().startsWith("/" + Site.INSTANCE + "/watch/"));
        return browser.path().replaceAll(".*/(.*)\\.html", "$1");
    }

    /** The page grows while the task runs, and says in the end how it ended. */
    private static void watch(Browser browser) {
        await().atMost(BUILD).until(() -> browser.all("#L5").size() == 1);
        assertThat(browser.all("#end")).isEmpty();
        assertThat(browser.find("#follow").getText()).isEqualTo("Pause");
        await().until(() -> browser.find("#times").isDisplayed());
        browser.find("#times").click();
        browser.picture("walk-watch");
        await().atMost(BUILD).until(() -> browser.all("#end").size() == 1);
        assertThat(browser.find("#state").getText()).isEqualTo("success");
        assertThat(browser.find("#end").getText()).contains("The task is finished: success");
        assertThat(browser.find(".output").getText()).contains("Task succeeded");
        assertThat(browser.find("#L1").getDomAttribute("data-time")).matches("\\d\\d:\\d\\d:\\d\\d");
    }
}
