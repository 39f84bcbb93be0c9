package fatbuildr.engine.task;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The journals of tasks of another process on this machine; those who watch the same one share the looking at it. */
public final class SharedJournals {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Predicate<TaskId> over;
    private final Duration patience;
    private final Map<TaskId, SharedJournal> watched = new HashMap<>();

    /** @param over asks whether the end of a task is recorded, and fails when it gets no answer */
    public SharedJournals(Predicate<TaskId> over) {
        this(over, EndQuestion.PATIENCE);
    }

    SharedJournals(Predicate<TaskId> over, Duration patience) {
        this.over = over;
        this.patience = patience;
    }

    /**
     * See {@link fatbuildr.engine.InstanceService#watch}. When there is no answer for too long, the reason is given to
     * the consumer as the last message, and thrown.
     */
    public void watch(Task task, Predicate<List<TimedMessage>> consumer) throws InterruptedException {
        Path times = task.place().resolve(Workspaces.TIMES);
        if (task.state() == TaskState.FINISHED) {
            JournalOutput.archived(task.journal(), times).give(consumer::test);
            return;
        }
        SharedJournal journal = enter(task);
        try {
            JournalOutput.growing(journal, journal.times()).give(messages -> {
                if (messages.getLast().message().isEnd()) {
                    awaitRecord(task.id());
                }
                return consumer.test(messages);
            });
        } catch (FatbuildrException failure) {
            if (failure.kind() == FatbuildrException.Kind.UNAVAILABLE) {
                var _ = consumer.test(List.of(new TimedMessage(
                        new ConsoleMessage.Log(LogLevel.ERROR, String.valueOf(failure.getMessage())),
                        Optional.empty())));
            }
            throw failure;
        } finally {
            leave(task.id(), journal);
        }
    }

    private synchronized SharedJournal enter(Task task) {
        SharedJournal journal = watched.compute(
                task.id(),
                (id, known) -> known != null && !known.isClosed()
                        ? known
                        : SharedJournal.start(
                                task.journal(), task.place().resolve(Workspaces.TIMES), () -> question(id)));
        journal.enter();
        return journal;
    }

    private synchronized void leave(TaskId id, SharedJournal journal) {
        if (journal.leave()) {
            watched.remove(id, journal);
        }
    }

    private EndQuestion question(TaskId id) {
        return new EndQuestion(() -> over.test(id), patience);
    }

    /** The end is on the disk before it is recorded, and nobody is told before that. */
    private void awaitRecord(TaskId id) throws InterruptedException {
        EndQuestion end = question(id);
        for (Duration pause = SHORTEST_PAUSE; !end.isOver(); pause = pause.multipliedBy(2)) {
            Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }
}
