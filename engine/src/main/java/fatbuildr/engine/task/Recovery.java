package fatbuildr.engine.task;

import fatbuildr.container.TaskMemory;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskArchive;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles at the start of the daemon what its former run left, before any task runs. */
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final int ATTEMPTS = 2;
    private static final long MAX_SUMMARY = 1 << 20;

    private final TaskStore store;
    private final Workspaces workspaces;
    private final TaskLife life;
    private final String instance;
    private final Clock clock;

    Recovery(TaskStore store, Workspaces workspaces, TaskLife life, String instance, Clock clock) {
        this.clock = clock;
        this.store = store;
        this.workspaces = workspaces;
        this.life = life;
        this.instance = instance;
    }

    /** The registries are recovered by now: what is committed is published. */
    void run() {
        store.inState(TaskState.RUNNING).forEach(this::settle);
        Set<String> known = store.ids();
        for (TaskId id : workspaces.all()) {
            try {
                if (known.contains(id.toString())) {
                    continue;
                }
                if (workspaces.holdsOnlyUploads(id)) {
                    workspaces.delete(id);
                } else {
                    adopt(id);
                }
            } catch (IOException | FatbuildrException failure) {
                log.warn("workspace {} is left alone: {}", workspaces.of(id), failure.getMessage());
            }
        }
    }

    private void settle(TaskRow row) {
        forget(row);
        TaskJournal journal = TaskJournal.of(row, workspaces, clock);
        try {
            if (row.result() != TaskResult.UNKNOWN) {
                workspaces.create(row.id());
                journal.open();
                life.close(row, journal, row.result(), row.reason());
            } else if (row.published()) {
                workspaces.create(row.id());
                journal.open();
                journal.warning("Task was " + TaskLife.INTERRUPTED + ", after it had published its results");
                life.conclude(row, journal, TaskResult.SUCCESS, null);
            } else if (row.spec() instanceof TaskSpec.ArtifactBuild build
                    && !build.interactive()
                    && row.attempt() < ATTEMPTS) {
                workspaces.clean(row.id());
                store.requeue(row.id());
                return;
            } else {
                life.refuse(row, journal, TaskLife.INTERRUPTED);
            }
        } catch (IOException | FatbuildrException failure) {
            log.error("interrupted task {} ends without its journal", row.id(), failure);
            store.settle(row.id(), TaskResult.FAILED, TaskLife.INTERRUPTED);
            store.finish(row.id());
        }
        life.after(row.id());
    }

    private static void forget(TaskRow row) {
        TaskMemory memory = TaskMemory.of(row.id().toString());
        try {
            memory.delete();
        } catch (IOException failure) {
            log.warn("{} is left in memory: {}", memory.directory(), failure.getMessage());
        }
    }

    /** Takes a task of the existing system into the history. */
    private void adopt(TaskId id) throws IOException {
        if (!Files.isRegularFile(workspaces.summary(id), LinkOption.NOFOLLOW_LINKS)) {
            log.warn("workspace {} is malformed, a history purge removes it", workspaces.of(id));
            return;
        }
        if (Files.size(workspaces.summary(id)) > MAX_SUMMARY) {
            throw FatbuildrException.invalid("its summary is too large");
        }
        String text = Files.readString(workspaces.summary(id), StandardCharsets.UTF_8);
        TaskArchive.read(id, workspaces.of(id), workspaces.summary(id).toString(), text)
                .ifPresentOrElse(
                        task -> store.insert(TaskRow.archived(task, instance)),
                        () -> log.warn("workspace {} holds a task of an unknown type", workspaces.of(id)));
    }
}
