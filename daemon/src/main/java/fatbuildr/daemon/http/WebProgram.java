package fatbuildr.daemon.http;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.daemon.Definitions;
import fatbuildr.daemon.LogFormat;
import fatbuildr.daemon.Version;
import fatbuildr.daemon.remote.RemoteEngine;
import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.DropPlace;
import fatbuildr.web.Uploads;
import fatbuildr.web.WebServer;
import fatbuildr.web.metrics.Metrics;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server at work over the daemon's engine. */
final class WebProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebProgram.class);

    private final RemoteEngine engine;
    private final WebServer server;

    private WebProgram(RemoteEngine engine, WebServer server) {
        this.engine = engine;
        this.server = server;
    }

    /** The daemon need not be there yet. */
    static WebProgram start(WebArguments arguments, Map<String, String> environment) {
        SettingsLoader.Loaded loaded = SettingsLoader.load(arguments.vendorConfig(), arguments.siteConfig());
        Settings settings = settings(loaded.settings(), arguments);
        LogFormat.apply(settings.web().debug(), arguments.debug() == WebArguments.Debug.ALL);
        loaded.warnings().forEach(LOG::warn);
        RemoteEngine engine = RemoteEngine.at(BusAddress.of(environment), settings, Definitions.load(settings));
        try {
            WebServer server = WebServer.start(
                    engine,
                    settings,
                    Version.text(),
                    new Metrics(engine::taskMetrics),
                    Uploads.in(DropPlace.ofServer(settings.tasks().workspaces())));
            return new WebProgram(engine, server);
        } catch (RuntimeException failure) {
            engine.close();
            throw failure;
        }
    }

    private static Settings settings(Settings files, WebArguments arguments) {
        boolean debug = files.web().debug() || arguments.debug() != WebArguments.Debug.NONE;
        return files.with(
                files.web().with(debug, arguments.instance().orElse(files.web().instance())));
    }

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
