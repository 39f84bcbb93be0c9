package fatbuildr.engine.task;

import fatbuildr.engine.store.TaskRow;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A task while a worker has it. Its thread is interrupted only while the action runs and may be. */
final class Running {
    private final TaskRow row;
    private final TaskJournal journal;
    private final CountDownLatch done = new CountDownLatch(1);

    private @Nullable TaskConsole console;
    private @Nullable IOException unprepared;
    private @Nullable Thread acting;
    private boolean shielded;
    private boolean stopping;
    private @Nullable String cancelReason;
    private boolean cancelled;

    Running(TaskRow row, TaskJournal journal) {
        this.row = row;
        this.journal = journal;
    }

    TaskRow row() {
        return row;
    }

    TaskJournal journal() {
        return journal;
    }

    /** Local clients can connect from now on. */
    void console(TaskConsole opened) {
        console = opened;
    }

    void closeConsole() {
        if (console != null) {
            console.close();
        }
    }

    /** There is no place to write to. */
    void unprepared(IOException failure) {
        unprepared = failure;
    }

    @Nullable
    IOException unprepared() {
        return unprepared;
    }

    /**
     * Whether another task has to wait for this one: images and keys are not changed under a build, and two builds of
     * the same artifact would make the same version.
     */
    boolean excludes(TaskSpec other) {
        return exclusive(row.spec())
                || exclusive(other)
                || (row.spec() instanceof TaskSpec.ArtifactBuild one
                        && other instanceof TaskSpec.ArtifactBuild two
                        && one.format().equals(two.format())
                        && one.distribution().equals(two.distribution())
                        && one.derivative().equals(two.derivative())
                        && one.artifact().equals(two.artifact()));
    }

    private static boolean exclusive(TaskSpec spec) {
        return switch (spec) {
            case TaskSpec.ArtifactBuild _,
                    TaskSpec.ArtifactDeletion _,
                    TaskSpec.HistoryPurge _,
                    TaskSpec.EnvironmentShell _ -> false;
            case TaskSpec.KeyringCreation _,
                    TaskSpec.KeyringRenewal _,
                    TaskSpec.ImageCreation _,
                    TaskSpec.ImageUpdate _,
                    TaskSpec.ImageShell _,
                    TaskSpec.EnvironmentCreation _,
                    TaskSpec.EnvironmentUpdate _ -> true;
        };
    }

    /** The calling thread acts for the task from now on. */
    synchronized void begin() {
        acting = Thread.currentThread();
        interruptIfAsked();
    }

    /** From now on the thread is not interrupted any more. */
    synchronized void end() {
        acting = null;
        Thread.interrupted();
    }

    /** Runs work that must not be cut off; fails at once when the task is to end. */
    void shielded(Runnable work) throws InterruptedException {
        synchronized (this) {
            if (asked()) {
                throw new InterruptedException();
            }
            shielded = true;
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                shielded = false;
                interruptIfAsked();
            }
        }
    }

    /** Asks the task to end; how it really ended is known after {@link #await}. */
    void cancel(String user) {
        endFor("cancelled by " + user);
    }

    /** Asks the task to end for a reason of its own. */
    synchronized void endFor(String reason) {
        if (cancelReason == null) {
            cancelReason = reason;
            interruptIfAsked();
        }
    }

    /** Asks the task to end because the program stops. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
        interruptIfAsked();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** Waits a while; true when the program stops meanwhile. */
    synchronized boolean stopsWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); !stopping && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException woken) {
            return stopping;
        }
        return stopping;
    }

    /** What to say of a task that was cancelled, null for one that was not. */
    synchronized @Nullable String cancelReason() {
        return cancelReason;
    }

    /** The task's recorded end is that it was cancelled. */
    synchronized void markCancelled() {
        cancelled = true;
    }

    synchronized boolean wasCancelled() {
        return cancelled;
    }

    void done() {
        done.countDown();
    }

    void await() throws InterruptedException {
        done.await();
    }

    void awaitUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean asked() {
        return stopping || cancelReason != null;
    }

    private void interruptIfAsked() {
        if (acting != null && !shielded && asked()) {
            acting.interrupt();
        }
    }

    static FatbuildrException finishedAlready(TaskRow row) {
        return FatbuildrException.conflict("task " + row.id() + " is finished, it cannot be cancelled any more");
    }
}
