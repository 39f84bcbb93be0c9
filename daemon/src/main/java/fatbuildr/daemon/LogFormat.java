package fatbuildr.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import fatbuildr.config.Settings;
import org.slf4j.LoggerFactory;

/** Logs to standard error (cli.md section 11), set up in code: reading a file takes a tenth of the start. */
public final class LogFormat extends ContextAwareBase implements Configurator {
    private static final String PLAIN = "%thread: [%level] %msg%n";
    private static final String WITH_MODULE = "%thread: [%level] %logger{0}: %msg%n";

    /** Of libraries only warnings matter; Javalin would tell a port in use with a stack trace. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, Level.INFO, Level.WARN, PLAIN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void apply(Settings settings, boolean debug) {
        Settings.Daemon daemon = settings.daemon();
        apply(debug || daemon.debug(), daemon.fulldebug());
        if (settings.web().debug() && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("fatbuildr.web").setLevel(Level.DEBUG);
        }
    }

    /** @param full whether libraries tell everything, too */
    public static void apply(boolean debug, boolean full) {
        if ((debug || full) && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            set(context, Level.DEBUG, full ? Level.DEBUG : Level.WARN, WITH_MODULE);
        }
    }

    private static void set(LoggerContext context, Level ours, Level others, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(others);
        context.getLogger("fatbuildr").setLevel(ours);
        context.getLogger("io.javalin").setLevel(others == Level.DEBUG ? Level.DEBUG : Level.OFF);
    }
}
