package fatbuildr.environment;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Who uses an image and who replaces it: a directory that a container runs on must not change under it. */
final class ImageLocks {
    private final ConcurrentMap<Path, ReentrantReadWriteLock> uses = new ConcurrentHashMap<>();
    private final ConcurrentMap<Path, ReentrantReadWriteLock> makings = new ConcurrentHashMap<>();

    /** Held until closed, by the thread that took it. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Shared use of an image and its environments. */
    Held use(Path image) throws InterruptedException {
        return take(
                uses.computeIfAbsent(image, _ -> new ReentrantReadWriteLock()).readLock());
    }

    /** Nobody uses the image while this is held. */
    Held replace(Path image) throws InterruptedException {
        return take(
                uses.computeIfAbsent(image, _ -> new ReentrantReadWriteLock()).writeLock());
    }

    /** The making of an image, environment or layer: one at a time. */
    Held make(Path target) throws InterruptedException {
        return take(makings.computeIfAbsent(target, _ -> new ReentrantReadWriteLock())
                .writeLock());
    }

    private static Held take(Lock lock) throws InterruptedException {
        lock.lockInterruptibly();
        return lock::unlock;
    }
}
