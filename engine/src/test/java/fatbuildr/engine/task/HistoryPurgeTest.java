package fatbuildr.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.config.PurgePolicy;
import fatbuildr.engine.Site;
import fatbuildr.engine.store.Database;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.engine.store.TaskStore;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryPurgeTest {
    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir
    Path root;

    @AutoClose
    private Database database;

    private TaskStore store;
    private Workspaces workspaces;
    private final List<String> journal = new ArrayList<>();

    @BeforeEach
    void open() {
        database = Database.open(root.resolve("store.db"));
        store = new TaskStore(database, "lab");
        workspaces = new Workspaces(root.resolve("lab"));
    }

    /** A finished task of some age, with a workspace of that many bytes. */
    private TaskId task(TaskSpec spec, Duration age, int bytes) throws IOException {
        TaskRow row = TaskRow.pending(TaskId.random(), "lab", spec, "alice", NOW.minus(age), TaskRow.Inputs.NONE);
        store.insert(row);
        workspaces.create(row.id());
        Files.write(workspaces.of(row.id()).resolve("result"), new byte[bytes]);
        store.settle(row.id(), TaskResult.SUCCESS, "");
        store.finish(row.id());
        return row.id();
    }

    private TaskId build(String artifact, int daysAgo) throws IOException {
        return task(Site.build(artifact), Duration.ofDays(daysAgo), 1000);
    }

    private List<TaskId> purge(PurgePolicy policy) throws IOException {
        journal.clear();
        new HistoryPurge(store, workspaces, policy, Clock.fixed(NOW, ZoneOffset.UTC)).run(message -> {
            if (message instanceof ConsoleMessage.Log log) {
                journal.add(log.text());
            }
        });
        return store.finished(0, 0).stream().map(TaskRow::id).toList();
    }

    /** One build's files must not keep all later purges from their work. */
    @Test
    void removesWorkspacesDeeperThanAnyPath() throws Exception {
        TaskId deep = build("deep", 3);
        String script = "for i in $(seq 400); do mkdir 0123456789012345678901; cd 0123456789*; done";
        Process process = new ProcessBuilder("bash", "-euc", script)
                .directory(workspaces.of(deep).toFile())
                .start();
        assertThat(process.waitFor()).isZero();

        assertThat(purge(new PurgePolicy.Last(0))).isEmpty();
        assertThat(workspaces.of(deep)).doesNotExist();
    }

    @Test
    void keepsTheYoung() throws IOException {
        TaskId young = build("a", 1);
        TaskId exact = build("a", 2);
        TaskId old = build("a", 3);
        assertThat(purge(new PurgePolicy.Older(Duration.ofDays(2)))).containsExactly(young, exact);
        assertThat(workspaces.of(old)).doesNotExist();
        assertThat(workspaces.of(young)).exists();
        assertThat(journal).last().isEqualTo("1 tasks removed, 0.00 MB reclaimed");
    }

    @Test
    void keepsTheLast() throws IOException {
        build("a", 5);
        TaskId second = build("b", 2);
        TaskId first = build("c", 1);
        assertThat(purge(new PurgePolicy.Last(2))).containsExactly(first, second);
        assertThat(purge(new PurgePolicy.Last(0))).isEmpty();
    }

    @Test
    void keepsSomeOfEachKind() throws IOException {
        TaskId a1 = build("a", 1);
        build("a", 2);
        TaskId b = build("b", 3);
        TaskId extra = task(Site.build("a", "bookworm", "extra"), Duration.ofDays(4), 10);
        TaskId deb = task(new TaskSpec.ImageUpdate("deb"), Duration.ofDays(5), 10);
        TaskId rpm = task(new TaskSpec.ImageUpdate("rpm"), Duration.ofDays(6), 10);
        TaskId renewal = task(new TaskSpec.KeyringRenewal("1y"), Duration.ofDays(7), 10);
        task(new TaskSpec.KeyringRenewal("2y"), Duration.ofDays(8), 10);
        assertThat(purge(new PurgePolicy.Each(1))).containsExactly(a1, b, extra, deb, rpm, renewal);
    }

    @Test
    void keepsTheNewestBelowASize() throws IOException {
        TaskId newest = task(Site.build("a"), Duration.ofDays(1), 400_000);
        task(Site.build("a"), Duration.ofDays(2), 600_000);
        task(Site.build("a"), Duration.ofDays(3), 1);
        assertThat(purge(new PurgePolicy.Size(1_000_000))).containsExactly(newest);
        assertThat(journal).last().isEqualTo("2 tasks removed, 0.57 MB reclaimed");
    }

    @Test
    void followsNoLinks() throws IOException {
        Path precious = Files.createDirectories(root.resolve("precious"));
        Files.write(precious.resolve("file"), new byte[5_000_000]);
        TaskId linking = build("a", 1);
        Files.createSymbolicLink(workspaces.of(linking).resolve("outside"), precious);
        Files.createSymbolicLink(workspaces.of(linking).resolve("loop"), workspaces.of(linking));
        assertThat(purge(new PurgePolicy.Size(2_000_000))).containsExactly(linking);
        assertThat(purge(new PurgePolicy.Last(0))).isEmpty();
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    void removesMalformedWorkspacesButNoTaskThatIsNotFinished() throws IOException {
        TaskRow pending = TaskRow.pending(
                TaskId.random(), "lab", Site.build("a"), "alice", NOW.minus(Duration.ofDays(99)), TaskRow.Inputs.NONE);
        store.insert(pending);
        workspaces.create(pending.id());
        TaskId malformed = TaskId.random();
        workspaces.create(malformed);
        Files.writeString(workspaces.journal(malformed), "");
        TaskId arriving = TaskId.random();
        Files.createDirectories(workspaces.submission(arriving));
        TaskId unreadable = TaskId.random();
        workspaces.create(unreadable);
        Files.writeString(workspaces.summary(unreadable), "name: of the future\n");
        Files.createDirectories(root.resolve("lab/not-a-task"));
        purge(new PurgePolicy.Last(0));
        assertThat(workspaces.of(pending.id())).exists();
        assertThat(workspaces.of(malformed)).doesNotExist();
        assertThat(workspaces.of(arriving)).exists();
        assertThat(workspaces.of(unreadable)).exists();
        assertThat(root.resolve("lab/not-a-task")).exists();
        Files.setLastModifiedTime(workspaces.summary(unreadable), FileTime.from(NOW.minus(Duration.ofDays(3))));
        purge(new PurgePolicy.Older(Duration.ofDays(2)));
        assertThat(workspaces.of(unreadable)).doesNotExist();
    }
}
