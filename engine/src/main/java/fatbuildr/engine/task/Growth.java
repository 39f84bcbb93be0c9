package fatbuildr.engine.task;

import fatbuildr.error.FatbuildrException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How much of a journal its watchers may read, who wait here for more, never in the way of who writes. */
final class Growth {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile long visible;
    private volatile @Nullable FatbuildrException failure;
    private volatile boolean closed;

    long visible() {
        return visible;
    }

    /** Wakes nobody yet. */
    void show(long length) {
        visible = length;
    }

    /** See {@link GrowingJournal#awaitBeyond}. */
    long awaitBeyond(long offset) throws InterruptedException {
        if (visible <= offset) {
            lock.lockInterruptibly();
            try {
                while (visible <= offset && !closed) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
        if (visible > offset) {
            return visible;
        }
        FatbuildrException reason = failure;
        if (reason != null) {
            throw FatbuildrException.of(reason.kind(), String.valueOf(reason.getMessage()), reason);
        }
        return -1;
    }

    /** Lets everybody go who has seen all of it. */
    void close() {
        closed = true;
        wake();
    }

    /** The same, for a reason that each of them is told. */
    void fail(FatbuildrException reason) {
        failure = reason;
        close();
    }

    boolean isClosed() {
        return closed;
    }

    /** Answers how many it woke. */
    int wake() {
        lock.lock();
        try {
            int waiting = lock.getWaitQueueLength(changed);
            changed.signalAll();
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
