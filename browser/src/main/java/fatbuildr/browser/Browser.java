package fatbuildr.browser;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The machine's own Chromium without a window. */
public final class Browser implements AutoCloseable {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ChromeDriver driver;
    private final String url;

    private Browser(ChromeDriver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    /** @param url of the server, without a slash at the end */
    public static Browser start(String url) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        // Pages of running tasks do not end, so nothing waits for ends unless told to.
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build();
        return new Browser(new ChromeDriver(service, options), url);
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void visit(String path) {
        open(path);
        settle(path);
    }

    /** Begins to load a page that may not end. */
    public void open(String path) {
        driver.get(url + path);
        await().until(() -> path().equals(path));
    }

    private void settle(String path) {
        await().until(() -> path().equals(path) && "complete".equals(script("return document.readyState")));
    }

    /** Follows a link, or what else leads to another page. */
    public void follow(WebElement element) {
        String before = path();
        element.click();
        await().until(() -> !path().equals(before));
        settle(path());
    }

    public String path() {
        return String.valueOf(driver.getCurrentUrl()).substring(url.length());
    }

    public String title() {
        return String.valueOf(driver.getTitle());
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public WebElement link(String text) {
        return driver.findElement(By.partialLinkText(text));
    }

    public @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the page's scripts and policy complained about. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    /** What the accessibility checker finds serious or worse, each with the elements. */
    public List<?> barriers() {
        try (InputStream axe = Browser.class.getResourceAsStream(AXE)) {
            // The page's policy forbids foreign scripts, and the driver's are none.
            driver.executeScript(new String(requireNonNull(axe, AXE).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return (List<?>) requireNonNull(driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({resultTypes: ['violations']}).then(result => done(result.violations
                    .filter(violation => ['serious', 'critical'].includes(violation.impact))
                    .map(violation => violation.id + ': ' + violation.nodes.map(node => node.html).join(' | '))),
                    failure => done(['axe failed: ' + failure]));
                """));
    }

    /** Pictures of the whole page, when the tests are asked for them with the property {@code pictures}. */
    public void picture(String name) {
        String directory = System.getProperty("pictures");
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(Path.of(directory));
            Files.write(Path.of(directory, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
