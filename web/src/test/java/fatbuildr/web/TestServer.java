package fatbuildr.web;

import fatbuildr.archive.FileTree;
import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.engine.token.TokenKey;
import fatbuildr.instance.Derivative;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.web.metrics.Metrics;
import fatbuildr.web.metrics.TaskMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A server on a free port over one instance called {@code lab}, with all its files in a directory that goes with it. */
final class TestServer implements AutoCloseable {
    /** The templates and static files as shipped. */
    static final Path PAGES = Path.of("src/main/pages").toAbsolutePath();

    private static final Path VENDOR_POLICY =
            Path.of("../dist/src/main/share/web/policy.acl").toAbsolutePath().normalize();

    private static final String OPEN =
            "[roles]\nanonymous\n[anonymous]\nactions = " + String.join(", ", new TreeSet<>(Action.words())) + "\n";

    final Path root;
    final MemoryInstance lab;
    final WebServer server;
    final TaskMetrics tasks = new TaskMetrics();

    private TestServer(Path root, String policy, String site) {
        this.root = root;
        Settings settings = settings(root, site);
        this.lab = new MemoryInstance(
                definition(),
                root.resolve("registry/lab"),
                new InstanceTokens("lab", settings.tokens(), Clock.systemUTC()));
        try {
            Files.writeString(root.resolve("etc/policy.acl"), policy);
            TokenKey.create(settings.tokens().storage(), "lab");
            Files.createDirectories(lab.registryDirectory());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.server = WebServer.start(
                new MemoryEngine(List.of(lab)), settings, "3.0.0", new Metrics(() -> tasks.text(List.of(lab))));
    }

    /** A server where everybody may do everything. */
    static TestServer start() {
        return start(ownDirectory());
    }

    static TestServer start(Path root) {
        return new TestServer(root, OPEN, "");
    }

    /** With artifacts, tasks and a key, as much as a page has to show. */
    static TestServer startFilled() {
        TestServer server = start();
        Demonstration.fill(server.lab);
        return server;
    }

    static TestServer startAlone() {
        return new TestServer(ownDirectory(), OPEN, "[web]\ninstance = lab\nlisting = no\n");
    }

    /** A server open to all with options besides. */
    static TestServer startConfigured(String site) {
        return new TestServer(ownDirectory(), OPEN, site);
    }

    /** A server with the site policy given. */
    static TestServer startWith(String policy) {
        return startWith(ownDirectory(), policy, "");
    }

    static TestServer startWith(Path root, String policy, String site) {
        return new TestServer(root, policy, site);
    }

    private static Path ownDirectory() {
        try {
            return Files.createTempDirectory("fatbuildr-web");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A valid token of the instance. */
    String token(String user) {
        return lab.tokens().generate(user);
    }

    int port() {
        return URI.create(server.url()).getPort();
    }

    RawHttp.Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    RawHttp.Reply send(String method, String path, String body, String... headers) {
        return RawHttp.exchange(port(), RawHttp.request(method, path, body, headers));
    }

    Path uploads() {
        return root.resolve("workspaces/.uploads");
    }

    @Override
    public void close() {
        server.close();
        try {
            FileTree.delete(root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InstanceDefinition definition() {
        Map<String, List<Distribution>> formats = new LinkedHashMap<>();
        formats.put("rpm", List.of(distribution("el9", "rpm", "centos9")));
        formats.put(
                "deb", List.of(distribution("trixie", "deb", "trixie"), distribution("bookworm", "deb", "bookworm")));
        formats.put(
                "osi",
                List.of(new Distribution(
                        "vm", "osi", Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of())));
        return new InstanceDefinition(
                "lab",
                "Lab <packages>",
                new InstanceDefinition.Owner("Lab Bot", "bot@lab.example"),
                List.of("x86_64", "aarch64"),
                new Pipelines(
                        formats,
                        Map.of("extra", new Derivative("extra", Optional.of(List.of("deb")), Derivative.MAIN))));
    }

    private static Distribution distribution(String name, String format, String environment) {
        return new Distribution(
                name, format, Optional.of(environment), Optional.of(name), Optional.empty(), List.of(), List.of());
    }

    /** Settings that keep everything below the directory, but for what the site says. */
    static Settings settings(Path root, String site) {
        try {
            Path etc = Files.createDirectories(root.resolve("etc"));
            Path vendor = Files.writeString(etc.resolve("vendor.ini"), """
            [dirs]
            instances = %1$s/etc
            registry = %1$s/registry
            cache = %1$s/cache
            tmp = %1$s/tmp
            [web]
            host = 127.0.0.1
            port = 0
            vendor_templates = %2$s/templates
            templates = %1$s/etc/web/templates
            static = %2$s/static
            vendor_policy = %3$s
            policy = %1$s/etc/policy.acl
            [images]
            storage = %1$s/images
            formats = deb
            [tasks]
            workspaces = %1$s/workspaces
            [keyring]
            storage = %1$s/keyring
            [tokens]
            storage = %1$s/tokens
            """.formatted(root, PAGES, VENDOR_POLICY));
            return SettingsLoader.load(vendor, Files.writeString(etc.resolve("site.ini"), site))
                    .settings();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
