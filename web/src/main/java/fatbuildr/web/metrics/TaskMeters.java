package fatbuildr.web.metrics;

import fatbuildr.engine.InstanceService;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What there is to count and measure of tasks, with its names. */
final class TaskMeters {
    private static final String INSTANCE = "instance";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge pending = MultiGauge.builder("fatbuildr.tasks.pending")
            .description("Tasks that wait")
            .register(registry);
    private final MultiGauge running = MultiGauge.builder("fatbuildr.tasks.running")
            .description("Tasks that run")
            .register(registry);

    void ended(String instance, String type, TaskResult result, Optional<Duration> run) {
        String end = TaskJson.exported(result);
        Counter.builder("fatbuildr.tasks.finished")
                .description("Tasks that ended")
                .tags(INSTANCE, instance, "type", type, "result", end)
                .register(registry)
                .increment();
        run.ifPresent(time -> Timer.builder("fatbuildr.task.duration")
                .description("How long tasks ran")
                .tags(INSTANCE, instance, "type", type, "result", end)
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2))
                .register(registry)
                .record(time));
    }

    void published(String instance, String format, Duration time) {
        Timer.builder("fatbuildr.publish.duration")
                .description("How long it took to publish the results of a build")
                .tags(INSTANCE, instance, "format", format)
                .serviceLevelObjectives(
                        Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1))
                .register(registry)
                .record(time);
    }

    /** Those of the instances are asked for with the others; one that cannot be had is NaN. */
    synchronized String text(List<InstanceService> instances) {
        tell(pending, instances, it -> it.queue().size());
        tell(running, instances, it -> it.running().size());
        return registry.scrape();
    }

    /** In place of the instances of the last time. */
    private static void tell(
            MultiGauge gauge, List<InstanceService> instances, ToDoubleFunction<InstanceService> value) {
        gauge.register(
                instances.stream()
                        .map(instance -> MultiGauge.Row.of(
                                Tags.of(INSTANCE, instance.definition().id()), instance, value))
                        .toList(),
                true);
    }
}
