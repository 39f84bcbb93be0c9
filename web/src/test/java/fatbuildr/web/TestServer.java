package fatbuildr.web;

import fatbuildr.config.CommandTemplate;
import fatbuildr.config.PurgePolicy;
import fatbuildr.config.Settings;
import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.engine.token.TokenKey;
import fatbuildr.instance.Derivative;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.web.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A server on a free port over one instance called {@code lab}. */
final class TestServer implements AutoCloseable {
    /** The templates and static files as shipped. */
    static final Path PAGES = Path.of("src/main/pages").toAbsolutePath();

    private static final Path VENDOR_POLICY =
            Path.of("../dist/src/main/share/web/policy.acl").toAbsolutePath().normalize();

    final Path root;
    final MemoryInstance lab;
    final WebServer server;
    final Metrics metrics = new Metrics();

    private TestServer(Path root, Settings settings) {
        this.root = root;
        this.lab = new MemoryInstance(
                definition(),
                root.resolve("registry/lab"),
                new InstanceTokens("lab", settings.tokens(), Clock.systemUTC()));
        try {
            TokenKey.create(settings.tokens().storage(), "lab");
            Files.createDirectories(lab.registryDirectory());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.server = WebServer.start(new MemoryEngine(List.of(lab)), settings, "3.0.0", metrics);
    }

    /** A server where everybody may do everything. */
    static TestServer start(Path root) {
        openToAll(root);
        return new TestServer(root, settings(root, "127.0.0.1", 0, "all", true));
    }

    /** With artifacts, tasks and a key, as much as a page has to show. */
    static TestServer startFilled(Path root, int port) {
        openToAll(root);
        TestServer server = new TestServer(root, settings(root, "127.0.0.1", port, "all", true));
        Demonstration.fill(server.lab);
        return server;
    }

    static TestServer startAlone(Path root) {
        openToAll(root);
        return new TestServer(root, settings(root, "127.0.0.1", 0, "lab", false));
    }

    /** A server whose configuration says {@code [web] debug = yes}. */
    static TestServer startForDebugging(Path root) {
        openToAll(root);
        return new TestServer(
                root, settings(root, web(root, true, "127.0.0.1", 0, "all", true, Optional.empty()), Optional.empty()));
    }

    /** A server with the site policy given. */
    static TestServer startWith(Path root, String policy, String instance) {
        writePolicy(root, policy);
        return new TestServer(root, settings(root, "127.0.0.1", 0, instance, true));
    }

    /** A server open to all behind a proxy that may name the instance. */
    static TestServer startForProxy(Path root, String header) {
        openToAll(root);
        return new TestServer(
                root,
                settings(root, web(root, false, "127.0.0.1", 0, "all", true, Optional.of(header)), Optional.empty()));
    }

    /** A server whose visitors sign in with a provider. */
    static TestServer startWith(Path root, String policy, Settings.Oidc oidc) {
        writePolicy(root, policy);
        return new TestServer(root, settings(root, oidc));
    }

    static Settings settings(Path root, Settings.Oidc oidc) {
        return settings(root, web(root, false, "127.0.0.1", 0, "all", true, Optional.empty()), Optional.of(oidc));
    }

    private static void openToAll(Path root) {
        writePolicy(
                root,
                "[roles]\nanonymous\n[anonymous]\nactions = " + String.join(", ", new TreeSet<>(Action.words()))
                        + "\n");
    }

    private static void writePolicy(Path root, String policy) {
        try {
            Files.writeString(Files.createDirectories(root.resolve("etc")).resolve("policy.acl"), policy);
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

    static Settings settings(Path root, String host, int port, String instance, boolean listing) {
        return settings(root, web(root, false, host, port, instance, listing, Optional.empty()), Optional.empty());
    }

    private static Settings.Web web(
            Path root,
            boolean debug,
            String host,
            int port,
            String instance,
            boolean listing,
            Optional<String> instanceHeader) {
        Path etc = root.resolve("etc");
        return new Settings.Web(
                debug,
                host,
                port,
                instance,
                listing,
                PAGES.resolve("templates"),
                etc.resolve("web/templates"),
                PAGES.resolve("static"),
                VENDOR_POLICY,
                etc.resolve("policy.acl"),
                instanceHeader);
    }

    private static Settings settings(Path root, Settings.Web web, Optional<Settings.Oidc> oidc) {
        Path etc = root.resolve("etc");
        return new Settings(
                new Settings.Dirs(etc, root.resolve("registry"), root.resolve("cache"), root.resolve("tmp")),
                new Settings.Daemon(false, false),
                web,
                new Settings.Images(root.resolve("images"), etc, List.of("deb"), new CommandTemplate(List.of("true"))),
                new Settings.Registry(etc, 1, Duration.ofHours(1)),
                new Settings.Tasks(
                        root.resolve("workspaces"), new PurgePolicy.Last(10), Optional.empty(), 1, Optional.empty()),
                new Settings.Containers(etc, List.of(), List.of(), true),
                new Settings.Keyring(root.resolve("keyring"), "RSA", 4096, Optional.empty(), etc),
                new Settings.Tokens(root.resolve("tokens"), Duration.ofDays(30), "HS256", "fatbuildr"),
                oidc,
                Map.of());
    }
}
