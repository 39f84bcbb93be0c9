package fatbuildr.engine.task;

import fatbuildr.engine.Attachment;
import fatbuildr.journal.ConsoleInput;
import fatbuildr.journal.ConsoleMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The input of an interactive task, from all its clients, kept until a command takes it; and who is attached. */
final class TaskInput implements ConsoleInput {
    /** Beyond that clients wait: nobody types as much, and what is pasted keeps. */
    private static final int LIMIT = 64 << 10;

    private static final int OVERHEAD = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ConsoleMessage> queue = new ArrayDeque<>();
    private ConsoleMessage.@Nullable WindowSize window;
    private int size;
    private int attached;
    private long changes;
    private boolean closed;

    @Override
    public ConsoleMessage take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                changed.await();
            }
            ConsoleMessage message = queue.remove();
            size -= size(message);
            changed.signalAll();
            return message;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ConsoleMessage.WindowSize> size() {
        lock.lock();
        try {
            return Optional.ofNullable(window);
        } finally {
            lock.unlock();
        }
    }

    Attachment attach() {
        lock.lock();
        try {
            attached++;
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return new Client();
    }

    /** Waits until nobody has been attached for that long. */
    void awaitAbandoned(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (attached > 0) {
                    changed.await();
                }
                long before = changes;
                long left = time.toNanos();
                while (changes == before && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (changes == before) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more: waiting clients go on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Other messages are ignored, and so is an empty record, which is nothing typed (peer-defect-2). */
    private void add(ConsoleMessage message) throws InterruptedException {
        boolean useful = switch (message) {
            case ConsoleMessage.Bytes bytes -> bytes.data().length > 0;
            case ConsoleMessage.WindowSize _ -> true;
            case ConsoleMessage.Log _, ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _ -> false;
        };
        if (!useful) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (size >= LIMIT && !closed) {
                changed.await();
            }
            if (message instanceof ConsoleMessage.WindowSize newer) {
                window = newer;
                if (queue.peekLast() instanceof ConsoleMessage.WindowSize older) {
                    size -= size(older);
                    queue.removeLast();
                }
            }
            queue.add(message);
            size += size(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static int size(ConsoleMessage message) {
        return OVERHEAD + (message instanceof ConsoleMessage.Bytes bytes ? bytes.data().length : 0);
    }

    private final class Client implements Attachment {
        private boolean gone;

        @Override
        public void send(ConsoleMessage message) throws InterruptedException {
            add(message);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!gone) {
                    gone = true;
                    attached--;
                    changes++;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
