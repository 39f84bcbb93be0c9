package fatbuildr.engine.task;

import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a task of another process on this machine. Nobody tells that it has grown, so its length is looked at
 * in the beat in which watchers are woken there.
 */
public final class SharedJournal implements GrowingJournal {
    private static final Logger log = LoggerFactory.getLogger(SharedJournal.class);
    private static final Duration BEAT = Duration.ofMillis(50);

    /** Looks at the length between two questions whether a silent task is over: it may never write its end. */
    private static final int BEATS_OF_SILENCE = 100;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Path path;
    private final JournalTimes times;
    private final BooleanSupplier over;

    private SharedJournal(Path path, JournalTimes times, BooleanSupplier over) {
        this.path = path;
        this.times = times;
        this.over = over;
    }

    /**
     * See {@link fatbuildr.engine.InstanceService#watch}.
     *
     * @param over asks whether the end of the task is recorded
     */
    public static void watch(Task task, BooleanSupplier over, Predicate<List<TimedMessage>> consumer)
            throws InterruptedException {
        Path times = task.place().resolve(Workspaces.TIMES);
        if (task.state() == TaskState.FINISHED) {
            JournalOutput.archived(task.journal(), times).give(consumer::test);
            return;
        }
        JournalTimes read = JournalTimes.read(times);
        SharedJournal journal = new SharedJournal(task.journal(), read, over);
        JournalOutput.growing(journal, read).give(messages -> {
            if (messages.getLast().message().isEnd()) {
                journal.awaitRecord();
            }
            return consumer.test(messages);
        });
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long awaitBeyond(long offset) throws InterruptedException {
        boolean last = false;
        for (int beat = 1; ; beat++) {
            long length = length();
            if (length > offset) {
                times.refresh();
                return length;
            }
            if (last) {
                return -1;
            }
            Thread.sleep(BEAT);
            last = beat % BEATS_OF_SILENCE == 0 && over.getAsBoolean();
        }
    }

    /** The end is on the disk before it is recorded, and nobody is told before that. */
    private void awaitRecord() throws InterruptedException {
        for (Duration pause = SHORTEST_PAUSE; !over.getAsBoolean(); pause = pause.multipliedBy(2)) {
            Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }

    /** A task that waits has none yet. */
    private long length() {
        try {
            return Files.size(path);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException failure) {
            log.debug("cannot see the journal {}", path, failure);
            return 0;
        }
    }
}
