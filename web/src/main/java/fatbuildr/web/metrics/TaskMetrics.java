package fatbuildr.web.metrics;

import fatbuildr.engine.InstanceService;
import fatbuildr.engine.TaskObserver;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The figures of the tasks of one engine. */
public final class TaskMetrics implements TaskObserver {
    private final Deferred<TaskMeters> meters = new Deferred<>(TaskMeters::new);

    @Override
    public void ended(String instance, TaskSpec spec, TaskResult result, Optional<Duration> run) {
        meters.tell(made -> made.ended(instance, spec.typeName(), result, run));
    }

    @Override
    public void published(String instance, String format, Duration time) {
        meters.tell(made -> made.published(instance, format, time));
    }

    /** As text, with how many tasks of the instances run and wait just now. */
    public String text(List<InstanceService> instances) {
        return meters.ask(made -> made.text(instances));
    }
}
