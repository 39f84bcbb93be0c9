package fatbuildr.engine.task;

import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the pending tasks of one instance to its workers, in order of acceptance. The order is strict: a task that
 * must be alone waits for the running ones, and those behind it wait for it.
 */
final class TaskQueue {
    private static final Logger log = LoggerFactory.getLogger(TaskQueue.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TaskStore store;
    private final TaskLife life;
    private final Workspaces workspaces;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<TaskId, Running> running = new LinkedHashMap<>();

    /** Of every task that is not finished. */
    private final Map<TaskId, TaskJournal> journals = new ConcurrentHashMap<>();

    private final List<Thread> workers = new ArrayList<>();
    private boolean stopping;

    TaskQueue(TaskStore store, TaskLife life, Workspaces workspaces, Clock clock) {
        this.clock = clock;
        this.store = store;
        this.life = life;
        this.workspaces = workspaces;
    }

    void start(String instance, int count) {
        store.inState(TaskState.PENDING).forEach(row -> journals.put(row.id(), journal(row)));
        for (int i = 0; i < count; i++) {
            workers.add(Thread.ofVirtual().name("worker-" + instance + "-" + i).start(this::work));
        }
    }

    void add(TaskRow row) {
        lock.lock();
        try {
            if (stopping) {
                throw FatbuildrException.conflict("the daemon is stopping: submit again once it is back");
            }
            TaskJournal journal = journal(row);
            journals.put(row.id(), journal);
            try {
                store.insert(row);
            } catch (RuntimeException failure) {
                journals.remove(row.id());
                throw failure;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The journal of a task that is not finished. */
    Optional<TaskJournal> unfinished(TaskId id) {
        return Optional.ofNullable(journals.get(id));
    }

    /** Ends a task and waits until that is recorded. */
    void cancel(TaskId id, String user) throws InterruptedException {
        Running active;
        lock.lock();
        try {
            active = running.get(id);
            if (active == null) {
                cancelPending(id, user);
                return;
            }
        } finally {
            lock.unlock();
        }
        active.cancel(user);
        active.await();
        if (!active.wasCancelled()) {
            throw Running.finishedAlready(active.row());
        }
    }

    private void cancelPending(TaskId id, String user) {
        TaskRow row = store.find(id)
                .orElseThrow(() -> FatbuildrException.notFound("Unable to find task " + id + " on server"));
        TaskJournal journal = journals.get(id);
        if (row.state() != TaskState.PENDING || journal == null) {
            throw Running.finishedAlready(row);
        }
        life.refuse(row, journal, "cancelled by " + user);
        journals.remove(id);
        changed.signalAll();
    }

    private void work() {
        while (true) {
            try {
                Running next = take();
                if (next == null) {
                    return;
                }
                perform(next);
            } catch (InterruptedException | RuntimeException | Error failure) {
                log.error("a worker goes on after a failure outside of a task", failure);
                pause();
            }
        }
    }

    private void perform(Running task) {
        boolean finished = false;
        try {
            finished = life.run(task);
        } finally {
            lock.lock();
            try {
                running.remove(task.row().id());
                if (finished) {
                    journals.remove(task.row().id());
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            task.closeConsole();
            task.done();
        }
        if (finished) {
            life.after(task.row().id());
        }
    }

    private @Nullable Running take() throws InterruptedException {
        lock.lock();
        try {
            while (!stopping) {
                Optional<TaskRow> head = store.head().filter(this::mayStart);
                Running task = head.isPresent() ? started(head.get().started()) : null;
                if (task != null) {
                    return task;
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Running started(TaskRow row) {
        Running task = new Running(row, journals.computeIfAbsent(row.id(), _ -> journal(row)));
        boolean started = false;
        try {
            life.prepare(task);
            started = store.start(row.id());
        } finally {
            if (!started) {
                task.closeConsole();
            }
        }
        if (!started) {
            return null;
        }
        running.put(row.id(), task);
        return task;
    }

    private boolean mayStart(TaskRow head) {
        return running.values().stream().noneMatch(task -> task.excludes(head.spec()));
    }

    private TaskJournal journal(TaskRow row) {
        return TaskJournal.of(row, workspaces, clock);
    }

    /** The store may be out of reach for a while, with a full disk; its tasks are not lost. */
    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException woken) {
            log.debug("woken early", woken);
        }
    }

    /** Names of workers that ended although nobody stopped them. */
    List<String> failedWorkers() {
        lock.lock();
        try {
            return stopping
                    ? List.of()
                    : workers.stream()
                            .filter(worker -> !worker.isAlive())
                            .map(Thread::getName)
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing more, ends the running tasks as interrupted, and lets the watchers of pending ones go. */
    void stop() {
        List<Running> active;
        lock.lock();
        try {
            stopping = true;
            active = List.copyOf(running.values());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        active.forEach(Running::stop);
        active.forEach(Running::awaitUninterruptibly);
        for (Thread worker : workers) {
            join(worker);
        }
        journals.values().forEach(TaskJournal::close);
    }

    private static void join(Thread worker) {
        try {
            worker.join(Duration.ofSeconds(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
