package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.engine.Engine;
import fatbuildr.engine.local.Engines;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.web.Uploads;
import fatbuildr.web.WebServer;
import fatbuildr.web.metrics.Metrics;
import fatbuildr.web.metrics.TaskMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon at work: the engine and the doors to it. */
final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** The service manager starts the daemon again. */
    private static final int BUS_LOST = 1;

    private final Engine engine;
    private final Optional<WebServer> web;
    private final BusDoor bus;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Daemon(Engine engine, Optional<WebServer> web, BusDoor bus) {
        this.engine = engine;
        this.web = web;
        this.bus = bus;
    }

    /** @param end told the exit status when there is no reason to go on */
    static Daemon start(Arguments arguments, Map<String, String> environment, IntConsumer end) {
        SettingsLoader.Loaded loaded = SettingsLoader.load(arguments.vendorConfig(), arguments.siteConfig());
        Settings settings = loaded.settings();
        LogFormat.apply(settings, arguments.debug());
        loaded.warnings().forEach(LOG::warn);
        List<InstanceDefinition> instances = Definitions.load(settings);
        TaskMetrics tasks = new TaskMetrics();
        Engine engine = Engines.open(settings, instances, Parts.of(settings, tasks));
        Supplier<String> taskMetrics = () -> tasks.text(engine.instances());
        Optional<WebServer> web = Optional.empty();
        try {
            boolean http = arguments.doors().http();
            if (http) {
                web = Optional.of(WebServer.start(engine, settings, Version.text(), new Metrics(taskMetrics)));
            } else {
                Uploads.beside(settings.tasks().workspaces()).clear();
            }
            BusDoor bus = BusDoor.open(
                    engine, taskMetrics, environment, settings.tasks().workspaces(), !http, () -> end.accept(BUS_LOST));
            return new Daemon(engine, web, bus);
        } catch (RuntimeException failure) {
            engine.close();
            web.ifPresent(WebServer::close);
            throw failure;
        }
    }

    /** Lets the timer begin: it tells the service manager, and leaves when nobody needs the daemon. */
    void watch(ServiceManager manager, Duration idle, IntConsumer end) {
        new Watch(engine, bus, manager, idle, () -> end.accept(0)).start();
    }

    /** Where it can be reached. */
    String url() {
        return web.map(WebServer::url).orElse("dbus://system");
    }

    /**
     * Tasks end first, so that those who watch them learn how, then nobody is answered any more. The name on the bus is
     * kept: whoever calls when it is free makes the bus start the service again, and systemd cancels what stops it when
     * the process is still there.
     */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            LOG.info("stopping");
            web.ifPresent(WebServer::drain);
            try {
                engine.close();
            } finally {
                bus.silence();
                web.ifPresent(WebServer::close);
            }
            LOG.info("stopped");
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            bus.close();
        }
    }
}
