package fatbuildr.engine.task;

import fatbuildr.archive.FileTree;
import fatbuildr.container.Leftovers;
import fatbuildr.engine.Attachment;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of one instance: accepts them, runs them, tells of them. */
public final class InstanceTasks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InstanceTasks.class);

    private static final Attachment NO_INPUT = new Attachment() {
        @Override
        public void send(ConsoleMessage message) {}

        @Override
        public void close() {}
    };

    private final TaskParts parts;
    private final TaskStore store;
    private final Workspaces workspaces;
    private final SubmissionCheck check;
    private final TaskQueue queue;
    private final Clock clock;

    private InstanceTasks(TaskParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        store = new TaskStore(parts.database(), id());
        workspaces = new Workspaces(parts.settings().tasks().workspaces().resolve(id()));
        check = new SubmissionCheck(
                parts.instance(), parts.settings(), parts.builders().keySet());
        Optional<TaskHook> hook =
                parts.settings().tasks().hook().map(program -> new TaskHook(program, parts.instance(), workspaces));
        TaskLife life = new TaskLife(
                store,
                workspaces,
                new TaskActions(parts, store, workspaces),
                hook,
                parts.settings().tasks().detachTimeout(),
                parts.observer());
        endLeftovers(parts);
        new Recovery(store, workspaces, life, id(), clock).run();
        queue = new TaskQueue(store, life, workspaces, clock);
    }

    /** Settles what a former run left; the instance's registries are recovered by now. Nothing runs yet. */
    public static InstanceTasks recover(TaskParts parts) {
        return new InstanceTasks(parts);
    }

    /** A killed daemon cannot end the processes of its tasks: they would write into what is cleaned here. */
    private void endLeftovers(TaskParts parts) {
        try {
            int ended = Leftovers.kill(parts.settings().tasks().workspaces().resolve(id()));
            if (ended > 0) {
                log.warn("ended {} processes that a former run of instance {} left", ended, id());
            }
            parts.images().recover();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FatbuildrException.conflict("interrupted while cleaning up after a former run");
        }
    }

    /** Lets the workers begin. */
    public void start() {
        queue.start(id(), parts.settings().tasks().workers());
    }

    /** See {@link fatbuildr.engine.InstanceService#buildable}. */
    public List<String> buildable() {
        return check.buildable();
    }

    /** See {@link fatbuildr.engine.InstanceService#requireBuildable}. */
    public void requireBuildable(String format) {
        check.format(format);
    }

    /** Stores a build durably and answers its id; the upload directory is gone afterwards. */
    public TaskId submit(BuildSubmission submission, String user) {
        try {
            check.build(submission);
            return store(submission, user);
        } finally {
            discard(submission.directory());
        }
    }

    private TaskId store(BuildSubmission submission, String user) {
        TaskId id = TaskId.random();
        try {
            workspaces.create(id);
            TaskRow.Inputs inputs = workspaces.accept(id, submission);
            queue.add(TaskRow.pending(id, id(), submission.build(), user, clock.instant(), inputs));
            return id;
        } catch (IOException failure) {
            discard(workspaces.of(id));
            throw FatbuildrException.external("cannot store the uploaded files: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            discard(workspaces.of(id));
            throw failure;
        }
    }

    /** Stores a task of another type. */
    public TaskId submit(TaskSpec spec, String user) {
        check.other(spec);
        TaskId id = TaskId.random();
        queue.add(TaskRow.pending(id, id(), completed(spec), user, clock.instant(), TaskRow.Inputs.NONE));
        return id;
    }

    /** A deletion tells the size of what it deletes, and is refused when there is nothing to delete. */
    private TaskSpec completed(TaskSpec spec) {
        if (spec instanceof TaskSpec.ArtifactDeletion(var format, var distribution, var derivative, var artifact)) {
            return new TaskSpec.ArtifactDeletion(
                    format,
                    distribution,
                    derivative,
                    parts.registries().of(format, distribution).published(distribution, derivative, artifact));
        }
        return spec;
    }

    public void cancel(TaskId id, String user) throws InterruptedException {
        queue.cancel(id, user);
    }

    public List<Task> running() {
        return tasks(store.inState(TaskState.RUNNING));
    }

    public List<Task> pending() {
        return tasks(store.inState(TaskState.PENDING));
    }

    public List<Task> finished(int skipped, int limit) {
        return tasks(store.finished(skipped, limit));
    }

    public Task find(TaskId id) {
        return store.find(id).map(this::task).orElseThrow(() -> unknown(id));
    }

    /** See {@link fatbuildr.engine.InstanceService#requireTask}. */
    public void require(TaskId id) {
        if (queue.unfinished(id).isEmpty() && store.find(id).isEmpty()) {
            throw unknown(id);
        }
    }

    public List<String> failedWorkers() {
        return queue.failedWorkers();
    }

    /** See {@link fatbuildr.engine.InstanceService#watch}. */
    public void watch(TaskId id, Predicate<List<TimedMessage>> consumer) throws InterruptedException {
        require(id);
        Optional<TaskJournal> unfinished = queue.unfinished(id);
        JournalOutput output = unfinished
                .map(JournalOutput::of)
                .orElseGet(() -> JournalOutput.archived(workspaces.journal(id), workspaces.times(id)));
        output.give(consumer::test);
    }

    /** See {@link fatbuildr.engine.InstanceService#attach}. */
    public Attachment attach(TaskId id) {
        require(id);
        Optional<TaskJournal> unfinished = queue.unfinished(id);
        return unfinished.flatMap(TaskJournal::attach).orElse(NO_INPUT);
    }

    @Override
    public void close() {
        queue.stop();
    }

    private String id() {
        return parts.instance().id();
    }

    private List<Task> tasks(List<TaskRow> rows) {
        return rows.stream().map(this::task).toList();
    }

    private Task task(TaskRow row) {
        return row.task(workspaces.of(row.id()));
    }

    private static FatbuildrException unknown(TaskId id) {
        return FatbuildrException.notFound("Unable to find task " + id + " on server");
    }

    private static void discard(Path directory) {
        try {
            FileTree.delete(directory);
        } catch (IOException failure) {
            log.warn("uploaded files are left in {}: {}", directory, failure.toString());
        }
    }
}
