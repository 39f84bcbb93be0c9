package fatbuildr.web;

import fatbuildr.config.Settings;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.account.SystemGroups;
import fatbuildr.error.FatbuildrException;
import fatbuildr.policy.Policy;
import fatbuildr.policy.PolicyLoader;
import fatbuildr.web.metrics.Metrics;
import fatbuildr.web.multipart.Limits;
import fatbuildr.web.oidc.Provider;
import fatbuildr.web.page.Pages;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server over an engine: lays out the routes and runs them. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String ALL = "all";
    private static final long KEPT_BYTES = 32L << 20;
    private static final int SERVLET_SESSION_SECONDS = 60;

    private final InetAddress address;
    private final Javalin javalin;
    private final Draining draining = new Draining();
    private final Metrics metrics;

    private WebServer(
            InetAddress address, Engine engine, Settings settings, String version, Metrics metrics, Uploads uploads) {
        this.address = address;
        this.metrics = metrics;
        PageMaker pages = new PageMaker(new Pages(settings.web(), only(settings).isEmpty(), version));
        RouteTable table = table(engine, settings, pages, version, metrics, uploads);
        ErrorReplies errors = new ErrorReplies(table, places(settings), pages);
        this.javalin = Javalin.create(config -> configure(config, settings, table, errors));
    }

    /**
     * Starts listening; port 0 takes any free one.
     *
     * @param metrics gets the figures of requests, and is served
     */
    public static WebServer start(Engine engine, Settings settings, String version, Metrics metrics) {
        return start(
                engine,
                settings,
                version,
                metrics,
                Uploads.beside(settings.tasks().workspaces()));
    }

    /** The same with another place for uploads. */
    public static WebServer start(Engine engine, Settings settings, String version, Metrics metrics, Uploads uploads) {
        Settings.Web web = settings.web();
        InetAddress address = Listener.address(web.host());
        if (!web.instance().equals(ALL)) {
            engine.instance(web.instance());
        }
        uploads.clear();
        WebServer server = new WebServer(address, engine, settings, version, metrics, uploads);
        try {
            server.javalin.start();
        } catch (RuntimeException failure) {
            server.close();
            throw FatbuildrException.external(
                    "cannot listen on " + web.host() + " port " + web.port() + ": " + Listener.reason(failure),
                    failure);
        }
        return server;
    }

    /** Where the server is reached, without a slash at the end. */
    public String url() {
        String host = address.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    /** Answers new requests with 503 from now on; those at work go on. */
    public void drain() {
        draining.begin();
    }

    @Override
    public void close() {
        drain();
        javalin.stop();
    }

    private static Optional<String> only(Settings settings) {
        return Optional.of(settings.web().instance()).filter(instance -> !instance.equals(ALL));
    }

    static RouteTable table(Engine engine, Settings settings, String version) {
        return table(
                engine,
                settings,
                new PageMaker(new Pages(settings.web(), only(settings).isEmpty(), version)),
                version,
                new Metrics(() -> ""),
                Uploads.beside(settings.tasks().workspaces()));
    }

    private static RouteTable table(
            Engine engine, Settings settings, PageMaker pages, String version, Metrics metrics, Uploads uploads) {
        Optional<String> only = only(settings);
        Function<Context, InstanceService> instance =
                ctx -> engine.instance(only.orElseGet(() -> ctx.pathParam("instance")));
        Access access = new Access(
                engine,
                policy(settings.web()),
                new SystemGroups(),
                ctx -> only.orElseGet(() -> ctx.pathParam("instance")));
        ConsoleRoute console = new ConsoleRoute(access, instance);
        return new RouteTable(
                routes(engine, settings, pages, version, metrics, uploads, access, console),
                only.isPresent() ? "" : "/{instance}",
                instance,
                access,
                console);
    }

    private static Policy policy(Settings.Web web) {
        Policy policy = PolicyLoader.load(web.vendorPolicy(), web.policy(), Action.words());
        policy.warnings().forEach(LOG::warn);
        return policy;
    }

    private static List<Route> routes(
            Engine engine,
            Settings settings,
            PageMaker pages,
            String version,
            Metrics metrics,
            Uploads uploads,
            Access access,
            ConsoleRoute console) {
        Optional<String> only = only(settings);
        InstanceRoutes instances = new InstanceRoutes(engine, version, access);
        List<Route> routes = new ArrayList<>(instances.global());
        routes.addAll(new ContractRoutes(() -> routes, only, pages, version).routes());
        routes.addAll(new HealthRoutes(engine, metrics).routes());
        if (only.isEmpty()) {
            routes.add(instances.instances());
        }
        Optional<Provider> provider = settings.oidc().map(oidc -> new Provider(oidc, Clock.systemUTC()));
        routes.addAll(new LoginRoutes(engine, only, access, pages, provider.isPresent()).routes());
        provider.ifPresent(present -> routes.addAll(new OidcRoutes(engine, only, access, present).routes()));
        routes.addAll(instances.routes());
        routes.addAll(new PageRoutes(engine, only.isEmpty(), pages, access).routes());
        // After the JSON routes: deb.json is no format whose page lacks its slash.
        KeptBodies kept = new KeptBodies(KEPT_BYTES);
        routes.addAll(new RegistryRoutes(kept).routes());
        routes.addAll(new RegistryPages(pages, kept).routes());
        routes.addAll(TaskRoutes.routes());
        routes.addAll(new WatchRoutes(pages).routes());
        routes.add(console.route());
        routes.addAll(KeyringRoutes.routes());
        routes.addAll(ImageRoutes.routes());
        routes.addAll(TokenRoutes.routes());
        routes.add(new BuildRoute(uploads, Limits.DEFAULT).route());
        routes.add(new StaticRoute(settings.web().staticFiles(), Clock.systemUTC()).route());
        routes.add(new FileRoutes(engine, only, settings.web().listing(), pages, Clock.systemUTC()).route());
        return routes;
    }

    private void configure(JavalinConfig config, Settings settings, RouteTable table, ErrorReplies errors) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.router.ignoreTrailingSlashes = false;
        config.appData(Replies.INDENTED, settings.web().debug());
        config.jetty.addConnector((server, http) ->
                Listener.connector(server, http, address, settings.web().port()));
        config.jetty.modifyHttpConfiguration(Listener::limit);
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new PlainPath()));
        if (only(settings).isEmpty()) {
            settings.web()
                    .instanceHeader()
                    .ifPresent(header ->
                            config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new VirtualHost(header))));
        }
        config.jetty.modifyServer(Listener::prepare);
        config.jetty.modifyServletContextHandler(handler -> {
            handler.setErrorHandler(new PlainErrors());
            handler.insertHandler(new FrontDoor(draining, metrics));
            // Javalin makes a servlet session of every WebSocket upgrade, asked or not: no cookie, and soon forgotten.
            handler.getSessionHandler().setUsingCookies(false);
            handler.getSessionHandler().setMaxInactiveInterval(SERVLET_SESSION_SECONDS);
        });
        table.register(config.routes);
        errors.register(config.routes);
    }

    private static List<Path> places(Settings settings) {
        return List.of(
                settings.dirs().instances(),
                settings.dirs().registry(),
                settings.dirs().cache(),
                settings.dirs().tmp(),
                settings.images().storage(),
                settings.tasks().workspaces(),
                settings.keyring().storage(),
                settings.tokens().storage());
    }
}
