package fatbuildr.engine.task;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a task of another process on this machine. Nobody tells that it has grown: one thread looks at its
 * length while it is watched, in the beat in which watchers are woken there.
 */
final class SharedJournal implements GrowingJournal {
    private static final Logger log = LoggerFactory.getLogger(SharedJournal.class);

    /** Looks at the length between two questions whether a silent task is over: it may never write its end. */
    private static final int BEATS_OF_SILENCE = 100;

    private final Path path;
    private final JournalTimes times;
    private final Supplier<EndQuestion> over;
    private final Thread looking;
    private final Growth growth = new Growth();

    /** Belongs to the lock of the collection. */
    private int watchers;

    private SharedJournal(Path path, JournalTimes times, Supplier<EndQuestion> over) {
        this.path = path;
        this.times = times;
        this.over = over;
        this.looking = Thread.ofVirtual().name("look at " + path).unstarted(this::look);
    }

    /**
     * Begins to look at it, until the last watcher leaves.
     *
     * @param over the question whether the end of the task is recorded, anew for each silence
     */
    static SharedJournal start(Path path, Path times, Supplier<EndQuestion> over) {
        SharedJournal journal = new SharedJournal(path, JournalTimes.read(times), over);
        journal.looking.start();
        return journal;
    }

    void enter() {
        watchers++;
    }

    /** Whether nobody watches any more. */
    boolean leave() {
        watchers--;
        if (watchers == 0) {
            looking.interrupt();
        }
        return watchers == 0;
    }

    /** Whether nobody looks any more. */
    boolean isClosed() {
        return growth.isClosed();
    }

    JournalTimes times() {
        return times;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long awaitBeyond(long offset) throws InterruptedException {
        return growth.awaitBeyond(offset);
    }

    private void look() {
        try {
            boolean last = false;
            EndQuestion end = over.get();
            for (int silent = 1; !last; silent++) {
                int woken = 0;
                last = silent % BEATS_OF_SILENCE == 0 && end.isOver();
                long length = length();
                if (length > growth.visible()) {
                    times.refresh();
                    growth.show(length);
                    woken = growth.wake();
                    silent = 0;
                    end = over.get();
                }
                Thread.sleep(TaskJournal.beat(woken));
            }
        } catch (InterruptedException nobodyWatches) {
            log.trace("nobody watches {} any more", path);
        } catch (FatbuildrException failure) {
            log.warn("nobody is shown more of {}: {}", path, failure.getMessage());
            growth.fail(failure);
        } finally {
            growth.close();
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
