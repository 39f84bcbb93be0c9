package fatbuildr.engine;

import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.time.Duration;
import java.util.Optional;

/** Told what tasks come to, for figures. It is called by the workers, so it returns at once. */
public interface TaskObserver {
    TaskObserver NOBODY = new TaskObserver() {
        @Override
        public void ended(String instance, TaskSpec spec, TaskResult result, Optional<Duration> run) {}

        @Override
        public void published(String instance, String format, Duration time) {}
    };

    /**
     * A task has ended, and that is recorded.
     *
     * @param run how long it ran; empty for one that never did
     */
    void ended(String instance, TaskSpec spec, TaskResult result, Optional<Duration> run);

    /** The results of a build have been published. */
    void published(String instance, String format, Duration time);
}
