package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.engine.Engine;
import fatbuildr.engine.local.Engines;
import fatbuildr.instance.Architectures;
import fatbuildr.instance.InstanceLoader;
import fatbuildr.instance.LoadedInstances;
import fatbuildr.web.WebServer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon at work: the engine and the server over it. */
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Engine engine;
    private final WebServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Daemon(Engine engine, WebServer server) {
        this.engine = engine;
        this.server = server;
    }

    static Daemon start(Arguments arguments) {
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
        try {
            return new Daemon(engine, WebServer.start(engine, settings, Version.text()));
        } catch (RuntimeException failure) {
            engine.close();
            throw failure;
        }
    }

    String url() {
        return server.url();
    }

    /** Tasks end first, so that those who watch them learn how, then the connections. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LOG.info("stopping");
            server.drain();
            try {
                engine.close();
            } finally {
                server.close();
            }
            LOG.info("stopped");
        }
    }
}
