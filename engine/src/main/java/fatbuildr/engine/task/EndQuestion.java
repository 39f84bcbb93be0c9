package fatbuildr.engine.task;

import fatbuildr.error.FatbuildrException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the end of a task of another process is recorded, asked until it is. That process may be started again
 * meanwhile: for a while the answer is no when there is none.
 */
public final class EndQuestion {
    /** A daemon that is started again, or exchanged for a newer one, is back before. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(EndQuestion.class);

    private final BooleanSupplier recorded;
    private final Duration patience;
    private @Nullable Long failingSince;

    /** @param recorded asks, and fails when it gets no answer */
    public EndQuestion(BooleanSupplier recorded) {
        this(recorded, PATIENCE);
    }

    EndQuestion(BooleanSupplier recorded, Duration patience) {
        this.recorded = recorded;
        this.patience = patience;
    }

    /** Fails when there was no answer for too long. */
    public boolean isOver() {
        try {
            boolean over = recorded.getAsBoolean();
            failingSince = null;
            return over;
        } catch (RuntimeException failure) {
            long now = System.nanoTime();
            if (failingSince == null) {
                failingSince = now;
            }
            if (now - failingSince >= patience.toNanos()) {
                throw FatbuildrException.unavailable(
                        "cannot follow the task any more: " + failure.getMessage(), failure);
            }
            log.debug("no answer whether a task is over", failure);
            return false;
        }
    }
}
