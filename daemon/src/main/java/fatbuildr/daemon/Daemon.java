package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.daemon.bus.BusService;
import fatbuildr.engine.Engine;
import fatbuildr.engine.local.Engines;
import fatbuildr.instance.Architectures;
import fatbuildr.instance.InstanceLoader;
import fatbuildr.instance.LoadedInstances;
import fatbuildr.web.WebServer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon at work: the engine and the doors to it. */
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Engine engine;
    private final Optional<WebServer> web;
    private final Optional<BusService> bus;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Daemon(Engine engine, Optional<WebServer> web, Optional<BusService> bus) {
        this.engine = engine;
        this.web = web;
        this.bus = bus;
    }

    static Daemon start(Arguments arguments, Map<String, String> environment) {
        SettingsLoader.Loaded loaded = SettingsLoader.load(arguments.vendorConfig(), arguments.siteConfig());
        Settings settings = loaded.settings();
        LogFormat.apply(settings, arguments.debug());
        loaded.warnings().forEach(LOG::warn);
        LoadedInstances instances = new InstanceLoader(
                        Architectures.host(), settings.images().formats())
                .load(settings.dirs().instances());
        instances.errors().forEach(LOG::error);
        instances.warnings().forEach(LOG::warn);
        Engine engine = Engines.open(settings, instances.definitions(), Parts.of(settings));
        Optional<WebServer> web = Optional.empty();
        try {
            boolean http = arguments.doors().http();
            if (http) {
                web = Optional.of(WebServer.start(engine, settings, Version.text()));
            }
            return new Daemon(engine, web, BusDoor.open(engine, environment, !http, Daemon::lost));
        } catch (RuntimeException failure) {
            engine.close();
            web.ifPresent(WebServer::close);
            throw failure;
        }
    }

    private static void lost(IOException reason) {
        LOG.error("the message bus is gone: {}", reason.toString());
    }

    /** Where it can be reached. */
    String url() {
        return web.map(WebServer::url).orElse("dbus://system");
    }

    /** Tasks end first, so that those who watch them learn how, then the connections. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LOG.info("stopping");
            web.ifPresent(WebServer::drain);
            try {
                engine.close();
            } finally {
                bus.ifPresent(BusService::close);
                web.ifPresent(WebServer::close);
            }
            LOG.info("stopped");
        }
    }
}
