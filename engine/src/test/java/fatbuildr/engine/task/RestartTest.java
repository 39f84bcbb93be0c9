package fatbuildr.engine.task;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.container.TaskMemory;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.DebFactory;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartTest {
    @TempDir
    Path root;

    private Site site;

    @BeforeEach
    void prepare() {
        site = new Site(root);
    }

    private TaskId build(InstanceService lab, String artifact) {
        return lab.submitBuild(site.submission(Site.build(artifact)), "alice");
    }

    private static List<String> journal(InstanceService lab, TaskId id) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        Site.watch(lab, id, message -> {
            if (message instanceof ConsoleMessage.Log log) {
                texts.add(log.text());
            }
            return true;
        });
        return texts;
    }

    /** peer-defect-3: a stop loses no task; the running build runs once more, then the others in their order. */
    @Test
    void tasksSurviveAStop() throws Exception {
        TaskId running;
        TaskId second;
        TaskId third;
        List<TaskId> watched = new ArrayList<>();
        Thread watcher;
        try (Engine engine = site.open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            TaskId keyring = lab.submit(new TaskSpec.KeyringCreation(), "root");
            await().until(() -> lab.task(keyring).state() == TaskState.FINISHED);
            running = build(lab, "wait-one");
            second = build(lab, "fail-two");
            third = build(lab, "hello");
            TaskId followed = third;
            watcher = Thread.ofVirtual().start(() -> {
                try {
                    lab.watch(followed, _ -> true);
                    watched.add(followed);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> !lab.running().isEmpty());
            Files.writeString(lab.task(running).place().resolve("half-done"), "x");
            assertThat(TaskMemory.of(running.toString()).make(1)).isPresent();
        }
        assertThat(watcher.join(ofSeconds(5))).isTrue();
        assertThat(watched).hasSize(1);
        try (Engine engine = site.open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            assertThat(lab.task(running).state()).isNotEqualTo(TaskState.FINISHED);
            assertThat(lab.task(running).place().resolve("half-done")).doesNotExist();
            assertThat(TaskMemory.of(running.toString()).directory()).doesNotExist();
            await().until(() ->
                    lab.running().stream().anyMatch(task -> task.id().equals(running)));
            assertThat(lab.queue()).extracting(Task::id).containsExactly(second, third);
        }
        // stopped for the second time: it is not tried for ever
        try (Engine engine = site.open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            assertThat(journal(lab, running))
                    .containsExactly(
                            "Building wait-one",
                            "Task is interrupted by a stop of the daemon",
                            "Task was interrupted by a stop of the daemon, it runs once more",
                            "Building wait-one",
                            "Task is interrupted by a stop of the daemon",
                            "error while running task " + running + ": interrupted by a stop of the daemon",
                            "Task failed");
            assertThat(journal(lab, third)).endsWith("Task succeeded");
            assertThat(lab.history(0)).extracting(Task::id).startsWith(third, second, running);
            assertThat(lab.history(1, 2)).extracting(Task::id).containsExactly(second, running);
            assertThat(lab.history(4, 1)).isEmpty();
            assertThat(lab.task(third).archives()).hasSize(1);
        }
        assertThat(site.verify()).isEmpty();
    }

    /** The history of the existing system is taken over; what is no task of it is left alone. */
    @Test
    void takesOverTheHistoryOfTheExistingSystem() throws IOException, InterruptedException {
        TaskId old = TaskId.random();
        Path place = Files.createDirectories(site.workspaces().resolve(old.toString()));
        Files.writeString(place.resolve("task.yml"), """
                architectures: [x86_64]
                archives:
                - id: hello
                  path: /var/cache/fatbuildr/prod/hello/hello-2.10.tar.gz
                artifact: hello
                author: Jane Roe
                derivative: main
                distribution: bookworm
                email: jane@example.org
                format: deb
                message: Rebuild
                name: artifact build
                result: success
                submission: 1772532900
                user: jane
                """);
        Path broken = Files.createDirectories(
                site.workspaces().resolve(TaskId.random().toString()));
        Files.writeString(broken.resolve("task.yml"), "{ not yaml");
        Path uploads = Files.createDirectories(
                site.workspaces().resolve(TaskId.random().toString()).resolve("submission/definition"));
        Files.writeString(uploads.resolve("x.tar"), "half an upload");
        for (int i = 0; i < 2; i++) {
            try (Engine engine = site.open()) {
                InstanceService lab = engine.instance(Site.INSTANCE);
                assertThat(lab.history(0)).hasSize(1);
                Task task = lab.task(old);
                assertThat(task.result()).isEqualTo(TaskResult.SUCCESS);
                assertThat(task.submission()).isEqualTo(Instant.ofEpochSecond(1772532900));
                assertThat(task.archives()).hasSize(1);
                assertThat(journal(lab, old)).isEmpty();
            }
        }
        assertThat(broken).exists();
        assertThat(uploads).doesNotExist();
    }

    /** peer-defect-15: everything lies under the instance's id; modes do not depend on the umask. */
    @Test
    void makesItsDirectories() throws IOException {
        site.open().close();
        Path key = root.resolve("var/tokens/lab/key");
        assertThat(Files.readString(key)).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("r--------");
        for (String directory : List.of("workspaces/lab", "cache/lab", "tokens/lab")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(root.resolve("var").resolve(directory))))
                    .isEqualTo("rwxr-xr-x");
        }
        String secret = Files.readString(key);
        site.open().close();
        assertThat(Files.readString(key)).isEqualTo(secret);
        assertThat(root.resolve("var/fatbuildr.db")).exists();
    }

    /** Where the file system knows that hint: elsewhere neither directory has it. */
    @Test
    void letsTheFileSystemSpreadTheWorkspaces() throws IOException {
        site.open().close();
        Path probe = Files.createDirectory(root.resolve("probe"));
        DebFactory.run(root, "sh", "-c", "chattr +T probe || true");
        assertThat(flags(site.workspaces())).isEqualTo(flags(probe));
    }

    private String flags(Path directory) {
        return DebFactory.run(
                root, "sh", "-c", "lsattr -d \"$1\" 2>/dev/null | cut -d ' ' -f 1", "sh", directory.toString());
    }

    /** A disk that is full while a build is published: one clear error, and what was published stays. */
    @Test
    void aFullDiskDuringPublicationLosesNothing() throws Exception {
        Path disk = Files.createDirectories(root.resolve("var/registry"));
        DiskImage.mount(disk, "600k");
        try {
            try (Engine engine = site.open()) {
                InstanceService lab = engine.instance(Site.INSTANCE);
                lab.submit(new TaskSpec.KeyringCreation(), "root");
                assertThat(journal(lab, build(lab, "hello"))).endsWith("Task succeeded");
                Path filler = disk.resolve("filler");
                // with so little room that the packages fit or do not, and the indexes do not
                for (int free : List.of(0, 4, 8, 12, 16, 20, 24)) {
                    DiskImage.fill(filler, free * 1024L);
                    List<String> texts = journal(lab, build(lab, "hello"));
                    assertThat(texts).endsWith("Task failed");
                    assertThat(texts.get(texts.size() - 2)).contains("No space left on device");
                    assertThat(lab.artifacts("deb", "bookworm", "main"))
                            .extracting(artifact -> artifact.version())
                            .containsOnly("1.0");
                    Files.delete(filler);
                }
                assertThat(journal(lab, build(lab, "hello"))).endsWith("Task succeeded");
                assertThat(lab.artifacts("deb", "bookworm", "main"))
                        .extracting(artifact -> artifact.version())
                        .containsOnly("1.1");
            }
            assertThat(site.verify()).isEmpty();
        } finally {
            DiskImage.unmount(disk);
        }
    }

    @Test
    void uploadsBecomeTheTasksOwn() throws IOException {
        try (Engine engine = site.open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            BuildSubmission plain = site.submission(Site.build("fail-one"));
            Path source = Files.writeString(plain.directory().resolve("fail-one-2.0~rc1+x.tar.xz"), "sources");
            TaskId id = lab.submitBuild(
                    new BuildSubmission(
                            plain.build(),
                            plain.directory(),
                            plain.tarball(),
                            List.of(new BuildSubmission.SuppliedSource("fail-one", source))),
                    "alice");
            assertThat(plain.directory()).doesNotExist();
            assertThat(site.workspaces()
                            .resolve(id.toString())
                            .resolve("submission/sources/fail-one/fail-one-2.0~rc1+x.tar.xz"))
                    .hasContent("sources");
        }
    }
}
