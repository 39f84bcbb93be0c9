package fatbuildr.engine.task;

import static java.time.temporal.ChronoUnit.SECONDS;

import fatbuildr.archive.FileTree;
import fatbuildr.config.PurgePolicy;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.journal.Journal;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Removes old tasks (registry-keyring-tasks.md section 8.2). Pending and running tasks are never touched. */
final class HistoryPurge {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private final TaskStore store;
    private final Workspaces workspaces;
    private final PurgePolicy policy;
    private final Clock clock;

    private int removed;
    private long reclaimed;

    HistoryPurge(TaskStore store, Workspaces workspaces, PurgePolicy policy, Clock clock) {
        this.store = store;
        this.workspaces = workspaces;
        this.policy = policy;
        this.clock = clock;
    }

    void run(Journal journal) throws IOException {
        strangers(journal);
        Predicate<TaskRow> keeps = keeper();
        for (TaskRow row : store.finished(0, 0)) {
            if (keeps.test(row)) {
                journal.info("Keeping task " + shown(row));
            } else {
                journal.info("Removing task " + shown(row));
                remove(row.id());
            }
        }
        journal.info(String.format(Locale.ROOT, "%d tasks removed, %.2f MB reclaimed", removed, reclaimed / MEGABYTE));
    }

    /** Workspaces that belong to no task; those with a summary that cannot be read are purged by age only. */
    private void strangers(Journal journal) throws IOException {
        // in this order: a task that comes meanwhile has its row before it has more than uploads
        List<TaskId> strangers = new ArrayList<>();
        for (TaskId id : workspaces.all()) {
            if (!workspaces.holdsOnlyUploads(id)) {
                strangers.add(id);
            }
        }
        Set<String> known = store.ids();
        strangers.removeIf(id -> known.contains(id.toString()));
        for (TaskId id : strangers) {
            if (Files.exists(workspaces.summary(id)) && !outdated(id)) {
                journal.warning("Keeping workspace " + id + ": its " + Workspaces.SUMMARY + " cannot be read");
            } else {
                journal.warning("Removing malformed workspace " + id);
                remove(id);
            }
        }
    }

    private boolean outdated(TaskId id) throws IOException {
        return policy instanceof PurgePolicy.Older(var age)
                && Files.getLastModifiedTime(workspaces.summary(id))
                        .toInstant()
                        .isBefore(clock.instant().minus(age));
    }

    private void remove(TaskId id) throws IOException {
        reclaimed += bytes(id);
        workspaces.delete(id);
        store.delete(id);
        removed++;
    }

    /** Decides task by task, given the newest first. */
    private Predicate<TaskRow> keeper() {
        return switch (policy) {
            case PurgePolicy.Older(var age) -> {
                Instant oldest = clock.instant().minus(age);
                yield row -> !row.submission().isBefore(oldest);
            }
            case PurgePolicy.Last(int count) -> {
                int[] seen = new int[1];
                yield _ -> ++seen[0] <= count;
            }
            case PurgePolicy.Each(int count) -> {
                Map<List<String>, Integer> seen = new HashMap<>();
                yield row -> seen.merge(identity(row.spec()), 1, Integer::sum) <= count;
            }
            case PurgePolicy.Size(long bytes) -> {
                long[] total = new long[1];
                yield row -> {
                    total[0] += size(row.id());
                    return total[0] < bytes;
                };
            }
        };
    }

    private long size(TaskId id) {
        try {
            return bytes(id);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private long bytes(TaskId id) throws IOException {
        return FileTree.size(workspaces.of(id), Long.MAX_VALUE);
    }

    /** What makes two tasks repetitions of each other. */
    private static List<String> identity(TaskSpec spec) {
        String name = spec.typeName();
        return switch (spec) {
            case TaskSpec.ArtifactBuild build ->
                List.of(name, build.format(), build.distribution(), build.derivative(), build.artifact());
            case TaskSpec.ImageCreation image -> List.of(name, image.format());
            case TaskSpec.ImageUpdate image -> List.of(name, image.format());
            case TaskSpec.ImageShell image -> List.of(name, image.format());
            case TaskSpec.EnvironmentCreation environment ->
                List.of(name, environment.format(), environment.environment(), environment.architecture());
            case TaskSpec.EnvironmentUpdate environment ->
                List.of(name, environment.format(), environment.environment(), environment.architecture());
            case TaskSpec.EnvironmentShell environment ->
                List.of(name, environment.format(), environment.environment(), environment.architecture());
            case TaskSpec.ArtifactDeletion _,
                    TaskSpec.KeyringCreation _,
                    TaskSpec.KeyringRenewal _,
                    TaskSpec.HistoryPurge _ -> List.of(name);
        };
    }

    private static String shown(TaskRow row) {
        return row.id() + " (" + row.spec().typeName() + " of "
                + row.submission().truncatedTo(SECONDS) + ")";
    }
}
