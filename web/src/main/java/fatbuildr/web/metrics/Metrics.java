package fatbuildr.web.metrics;

import fatbuildr.error.FatbuildrException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of one server: of its requests, of its process and of the tasks of its engine. */
public final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final Deferred<ServerMeters> meters = new Deferred<>(ServerMeters::new);
    private final Supplier<String> tasks;

    /** @param tasks text of {@link TaskMetrics}, those of this process or of the engine's */
    public Metrics(Supplier<String> tasks) {
        this.tasks = tasks;
    }

    /** @param route pattern of the path, never the path itself: there are too many of them */
    public void request(String route, String method, int status, Duration time) {
        meters.tell(made -> made.request(route, method, status, time));
    }

    /** All figures as text; without those of tasks when the engine cannot be reached. */
    public String text() {
        return meters.ask(ServerMeters::text) + tasks();
    }

    private String tasks() {
        try {
            return tasks.get();
        } catch (FatbuildrException away) {
            LOG.debug("there are no figures of tasks: {}", away.getMessage());
            return "";
        }
    }
}
