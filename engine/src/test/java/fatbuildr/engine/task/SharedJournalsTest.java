package fatbuildr.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The output of a task that another process runs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedJournalsTest {
    private static final ConsoleMessage END = new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded");

    @TempDir
    Path place;

    private Task task(TaskState state) {
        return new Task(
                TaskId.random(),
                new TaskSpec.KeyringCreation(),
                "root",
                Instant.EPOCH,
                place,
                state,
                TaskResult.UNKNOWN,
                List.of());
    }

    private TaskJournal journal() {
        return new TaskJournal(
                place.resolve(Workspaces.JOURNAL),
                new JournalTimes(place.resolve(Workspaces.TIMES), Clock.systemUTC()),
                false,
                LogLevel.INFO);
    }

    private static ConsoleMessage line(int number) {
        return new ConsoleMessage.Log(LogLevel.INFO, "line " + number);
    }

    /** From before the file is there to the end record, which nobody sees before the end is recorded. */
    @Test
    void whatIsWrittenIsSeenAtOnceAndTheEndOnceItIsRecorded() throws Exception {
        AtomicBoolean recorded = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        LinkedBlockingQueue<TimedMessage> seen = new LinkedBlockingQueue<>();
        CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> {
            try {
                new SharedJournals(_ -> {
                            asked.incrementAndGet();
                            return recorded.get();
                        })
                        .watch(task(TaskState.PENDING), seen::addAll);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        TaskJournal journal = journal();
        journal.open();
        for (int i = 0; i < 3; i++) {
            journal.write(line(i));
            TimedMessage next = seen.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            assertThat(next.message()).isEqualTo(line(i));
        }
        assertThat(asked).hasValue(0);
        journal.end(END);
        while (asked.get() < 3) {
            assertThat(seen).isEmpty();
            Thread.onSpinWait();
        }
        recorded.set(true);
        watch.get(20, TimeUnit.SECONDS);
        assertThat(seen).extracting(TimedMessage::message).containsExactly(END);
        assertThat(seen.element().written()).isPresent();
        journal.close();
    }

    @Test
    void aTaskThatWroteNoEndIsOverWhenItIsSaidSo() throws Exception {
        TaskJournal journal = journal();
        journal.open();
        journal.write(line(1));
        journal.close();
        List<TimedMessage> seen = new ArrayList<>();
        new SharedJournals(_ -> true).watch(task(TaskState.RUNNING), seen::addAll);
        new SharedJournals(_ -> false).watch(task(TaskState.FINISHED), seen::addAll);
        assertThat(seen).extracting(TimedMessage::message).containsExactly(line(1), line(1));
    }

    @Test
    void aWatcherThatHasEnoughIsLetGo() throws Exception {
        TaskJournal journal = journal();
        journal.open();
        journal.write(line(1));
        new SharedJournals(_ -> false).watch(task(TaskState.RUNNING), _ -> false);
        journal.close();
    }

    /** Each gets all of it, whenever it came and whoever left meanwhile. */
    @Test
    void watchersOfOneTaskShareTheLookingAndNothingElse() throws Exception {
        AtomicBoolean recorded = new AtomicBoolean();
        SharedJournals journals = new SharedJournals(_ -> recorded.get());
        Task task = task(TaskState.RUNNING);
        TaskJournal journal = journal();
        journal.open();
        List<CompletableFuture<List<ConsoleMessage>>> watches = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            journal.write(line(number));
            journals.watch(task, _ -> false);
            watches.add(CompletableFuture.supplyAsync(
                    () -> {
                        List<ConsoleMessage> seen = new ArrayList<>();
                        try {
                            journals.watch(task, messages -> {
                                messages.forEach(message -> seen.add(message.message()));
                                return true;
                            });
                        } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                        }
                        return seen;
                    },
                    work -> Thread.ofVirtual().start(work)));
        }
        recorded.set(true);
        journal.end(END);
        journal.close();
        for (CompletableFuture<List<ConsoleMessage>> watch : watches) {
            assertThat(watch.get(20, TimeUnit.SECONDS))
                    .hasSize(21)
                    .startsWith(line(0))
                    .endsWith(line(19), END);
        }
    }

    private static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Away() {
            super("the daemon is away");
        }
    }

    /** A daemon that is started again does not end what others watch. */
    @Test
    void whoGetsNoAnswerIsAskedAgain() throws Exception {
        TaskJournal journal = journal();
        journal.open();
        journal.write(line(1));
        AtomicInteger asked = new AtomicInteger();
        List<TimedMessage> seen = new ArrayList<>();
        SharedJournals journals = new SharedJournals(_ -> {
            switch (asked.incrementAndGet()) {
                case 1 -> throw new Away();
                // The end comes, and nobody tells at once whether it is recorded.
                case 2 -> journal.end(END);
                case 3, 4 -> throw new Away();
                default -> {
                    return true;
                }
            }
            return false;
        });
        journals.watch(task(TaskState.RUNNING), seen::addAll);
        assertThat(seen).extracting(TimedMessage::message).containsExactly(line(1), END);
        assertThat(asked).hasValue(5);
        journal.close();
    }

    @Test
    void whoIsShownNoMoreIsToldWhy() throws Exception {
        TaskJournal journal = journal();
        journal.open();
        journal.write(line(1));
        AtomicBoolean away = new AtomicBoolean(true);
        SharedJournals journals = new SharedJournals(
                _ -> {
                    if (away.get()) {
                        throw new Away();
                    }
                    return true;
                },
                Duration.ZERO);
        Task task = task(TaskState.RUNNING);
        List<CompletableFuture<List<ConsoleMessage>>> watches = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            watches.add(CompletableFuture.supplyAsync(
                    () -> {
                        List<ConsoleMessage> seen = new ArrayList<>();
                        assertThatThrownBy(() -> journals.watch(task, messages -> {
                                    messages.forEach(message -> seen.add(message.message()));
                                    return true;
                                }))
                                .isInstanceOfSatisfying(
                                        FatbuildrException.class,
                                        failure -> assertThat(failure.kind())
                                                .isEqualTo(FatbuildrException.Kind.UNAVAILABLE))
                                .hasRootCauseInstanceOf(Away.class);
                        return seen;
                    },
                    work -> Thread.ofVirtual().start(work)));
        }
        for (CompletableFuture<List<ConsoleMessage>> watch : watches) {
            assertThat(watch.get(20, TimeUnit.SECONDS))
                    .containsExactly(
                            line(1),
                            new ConsoleMessage.Log(
                                    LogLevel.ERROR, "cannot follow the task any more: the daemon is away"));
        }
        away.set(false);
        journal.end(END);
        List<TimedMessage> seen = new ArrayList<>();
        journals.watch(task, seen::addAll);
        assertThat(seen).extracting(TimedMessage::message).containsExactly(line(1), END);
        journal.close();
    }
}
