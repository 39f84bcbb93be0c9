package fatbuildr.engine.task;

import fatbuildr.engine.TaskObserver;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.Task;
import fatbuildr.task.TaskArchive;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a task from its start to its archive. */
final class TaskLife {
    private static final Logger log = LoggerFactory.getLogger(TaskLife.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    static final String INTERRUPTED = "interrupted by a stop of the daemon";

    private final TaskStore store;
    private final Workspaces workspaces;
    private final TaskAction action;
    private final Optional<TaskHook> hook;
    private final Optional<Duration> detachTimeout;
    private final TaskObserver observer;

    TaskLife(
            TaskStore store,
            Workspaces workspaces,
            TaskAction action,
            Optional<TaskHook> hook,
            Optional<Duration> detachTimeout,
            TaskObserver observer) {
        this.observer = observer;
        this.detachTimeout = detachTimeout;
        this.store = store;
        this.workspaces = workspaces;
        this.action = action;
        this.hook = hook;
    }

    /** How a task's work ended; {@code reason} is null for a success. */
    private record End(TaskResult result, @Nullable String reason) {}

    /** Runs a task; false when it was cut off by the program's stop, to be dealt with at the next start. */
    boolean run(Running running) {
        long start = System.nanoTime();
        TaskRow row = running.row();
        End end = prepared(running);
        if (end == null) {
            if (row.attempt() > 1) {
                note(running.journal(), LogLevel.WARNING, "Task was " + INTERRUPTED + ", it runs once more");
            }
            hook.ifPresent(program -> program.run(row, TaskHook.Stage.START, TaskResult.UNKNOWN));
            end = perform(running);
        }
        if (end == null) {
            note(running.journal(), LogLevel.WARNING, "Task is " + INTERRUPTED);
            running.journal().close();
            return false;
        }
        boolean recorded = record(running, end);
        if (recorded) {
            observed(row, end.result(), Optional.of(Duration.ofNanos(System.nanoTime() - start)));
        }
        return recorded;
    }

    /** Tries for as long as it takes, with a full disk for instance; the next start would have to guess. */
    private boolean record(Running running, End end) {
        while (true) {
            try {
                conclude(running.row(), running.journal(), end.result(), end.reason());
                return true;
            } catch (RuntimeException failure) {
                log.error(
                        "cannot record the end of task {}, trying again",
                        running.row().id(),
                        failure);
                if (running.stopsWithin(RETRY)) {
                    running.journal().close();
                    return false;
                }
            }
        }
    }

    /** What follows a finished task. */
    void after(TaskId id) {
        hook.ifPresent(program -> store.find(id).ifPresent(row -> program.run(row, TaskHook.Stage.END, row.result())));
    }

    /** Before anybody is told that the task runs: its journal and its console are there. */
    void prepare(Running running) {
        TaskRow row = running.row();
        try {
            workspaces.create(row.id());
            running.journal().open();
        } catch (IOException failure) {
            running.unprepared(failure);
            return;
        }
        try {
            running.console(TaskConsole.open(workspaces.console(row.id()), running.journal()));
        } catch (IOException | RuntimeException failure) {
            log.error("task {} runs without its console socket", row.id(), failure);
        }
    }

    private static @Nullable End prepared(Running running) {
        IOException failure = running.unprepared();
        if (failure == null) {
            return null;
        }
        log.error("task {} cannot start", running.row().id(), failure);
        return new End(TaskResult.FAILED, "cannot prepare the workspace: " + failure);
    }

    private @Nullable End perform(Running running) {
        Throwable failure;
        try (Abandonment _ = Abandonment.watch(running, detachTimeout)) {
            running.begin();
            action.perform(running);
            return new End(TaskResult.SUCCESS, null);
        } catch (Throwable thrown) { // anything at all is a failed task, never a dead worker
            failure = thrown;
        } finally {
            running.end();
        }
        String cancelled = running.cancelReason();
        if (cancelled != null) {
            running.markCancelled();
            return new End(TaskResult.FAILED, cancelled);
        }
        if (running.stopping()) {
            return null;
        }
        log.info("task {} failed", running.row().id(), failure);
        return new End(TaskResult.FAILED, reason(failure));
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof FatbuildrException && message != null) {
            return message;
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** Ends a task that never ran. */
    void refuse(TaskRow row, TaskJournal journal, String reason) {
        try {
            workspaces.create(row.id());
            journal.open();
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot write the journal of task " + row.id() + ": " + failure.getMessage(), failure);
        }
        conclude(row, journal, TaskResult.FAILED, reason);
        observed(row, TaskResult.FAILED, Optional.empty());
    }

    /** Figures are no reason to fail. */
    private void observed(TaskRow row, TaskResult result, Optional<Duration> run) {
        try {
            observer.ended(row.instance(), row.spec(), result, run);
        } catch (RuntimeException failure) {
            log.error("the figures lack task {}", row.id(), failure);
        }
    }

    /** Records the end in the store, then in the journal and the summary; only then is anybody told. */
    void conclude(TaskRow row, TaskJournal journal, TaskResult result, @Nullable String reason) {
        store.settle(row.id(), result, reason == null ? "" : reason);
        close(row, journal, result, reason);
    }

    /** Closes a task whose end is in the store. */
    void close(TaskRow row, TaskJournal journal, TaskResult result, @Nullable String reason) {
        try {
            if (result == TaskResult.SUCCESS) {
                journal.end(new ConsoleMessage.Log(LogLevel.INFO, ConsoleMessage.Log.SUCCEEDED));
            } else {
                journal.end(
                        new ConsoleMessage.Log(LogLevel.ERROR, "error while running task " + row.id() + ": " + reason),
                        new ConsoleMessage.Log(LogLevel.INFO, ConsoleMessage.Log.FAILED));
            }
        } catch (FatbuildrException failure) {
            log.error("the journal of task {} lacks its end", row.id(), failure);
        }
        TaskRow last = store.find(row.id()).orElse(row);
        Task task = row.settled(result, last.archives()).task(workspaces.of(row.id()));
        try {
            DurableFiles.write(
                    workspaces.summary(row.id()),
                    TaskArchive.write(task).getBytes(StandardCharsets.UTF_8),
                    "rw-r--r--");
        } catch (IOException failure) {
            log.error("task {} is archived without its summary", row.id(), failure);
        }
        store.finish(row.id());
        journal.close();
        try {
            Files.deleteIfExists(workspaces.console(row.id()));
        } catch (IOException failure) {
            log.warn("the console of task {} is left behind: {}", row.id(), failure.toString());
        }
    }

    private static void note(TaskJournal journal, LogLevel level, String text) {
        try {
            journal.write(new ConsoleMessage.Log(level, text));
        } catch (FatbuildrException failure) {
            log.error("a journal lacks a note: {}", text, failure);
        }
    }
}
