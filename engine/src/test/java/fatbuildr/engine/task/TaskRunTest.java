package fatbuildr.engine.task;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fatbuildr.api.Artifact;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.engine.TaskObserver;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskRunTest {
    @TempDir
    Path root;

    private Site site;

    @AutoClose
    private Engine engine;

    private InstanceService lab;

    @BeforeEach
    void open() {
        site = new Site(root);
        engine = site.open();
        lab = engine.instance(Site.INSTANCE);
        assertThat(result(lab.submit(new TaskSpec.KeyringCreation(), "root"))).isEqualTo(TaskResult.SUCCESS);
    }

    private TaskId build(String artifact) {
        return lab.submitBuild(site.submission(Site.build(artifact)), "alice");
    }

    private List<ConsoleMessage> messages(TaskId id) {
        List<ConsoleMessage> messages = new ArrayList<>();
        try {
            Site.watch(lab, id, messages::add);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return messages;
    }

    private TaskResult result(TaskId id) {
        messages(id);
        return lab.task(id).result();
    }

    private static ConsoleMessage log(LogLevel level, String text) {
        return new ConsoleMessage.Log(level, text);
    }

    /** peer-defect-2: the source server refuses the connection, or anything else is thrown: the next task runs. */
    @Test
    void anyExceptionIsAFailedTaskAndTheNextOneRuns() {
        TaskId refused = build("fail-one");
        TaskId crashed = build("crash-two");
        TaskId image = lab.submit(new TaskSpec.ImageCreation("deb", false), "alice");
        assertThat(messages(refused))
                .endsWith(
                        log(
                                LogLevel.ERROR,
                                "error while running task " + refused + ": the source server refuses the connection"),
                        log(LogLevel.INFO, "Task failed"));
        assertThat(messages(crashed))
                .contains(log(LogLevel.ERROR, "error while running task " + crashed + ": StackOverflowError: deep"));
        assertThat(result(image)).isEqualTo(TaskResult.FAILED);
        assertThat(lab.history(0)).hasSize(4);
        assertThat(lab.running()).isEmpty();
    }

    @Test
    void whoeverObservesIsToldOfEveryEndAndPublication() {
        engine.close();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        engine = site.open(Clock.systemUTC(), new TaskObserver() {
            @Override
            public void ended(String instance, TaskSpec spec, TaskResult result, Optional<Duration> run) {
                told.add(instance + " " + spec.typeName() + " " + result + " " + run.isPresent());
                throw new IllegalStateException("an observer's defect is nobody else's");
            }

            @Override
            public void published(String instance, String format, Duration time) {
                told.add(instance + " published " + format + " " + time.isPositive());
            }
        });
        lab = engine.instance(Site.INSTANCE);
        result(build("hello"));
        TaskId failing = build("fail-one");
        result(failing);
        result(lab.submit(new TaskSpec.HistoryPurge(), "root"));

        await().untilAsserted(() -> assertThat(told)
                .containsExactly(
                        "lab published deb true",
                        "lab artifact build SUCCESS true",
                        "lab artifact build FAILED true",
                        "lab history purge SUCCESS true"));
    }

    /** peer-defect-7, peer-defect-8: the history has each task's result and its own submission time. */
    @Test
    void historyTellsResultsAndRealTimes() throws IOException {
        TaskId first = build("fail-one");
        TaskId second = build("fail-two");
        messages(second);
        List<Task> history = lab.history(2);
        assertThat(history).extracting(Task::id).containsExactly(second, first);
        assertThat(history).extracting(Task::result).containsOnly(TaskResult.FAILED);
        assertThat(history).extracting(Task::state).containsOnly(TaskState.FINISHED);
        assertThat(history.get(0).submission()).isAfter(history.get(1).submission());
        assertThat(history.get(0).place()).isEqualTo(site.workspaces().resolve(second.toString()));
        assertThat(Files.readString(history.get(0).place().resolve("task.yml")))
                .contains("name: artifact build\n", "result: failed\n", "user: alice\n", "author: Alice Ray\n");
    }

    /** peer-defect-4 */
    @Test
    void aRunningTaskIsCancelled() {
        TaskId id = build("wait-one");
        await().until(() -> !lab.running().isEmpty());
        lab.cancel(id, "bob");
        assertThat(lab.task(id).result()).isEqualTo(TaskResult.FAILED);
        assertThat(messages(id))
                .endsWith(
                        log(LogLevel.ERROR, "error while running task " + id + ": cancelled by bob"),
                        log(LogLevel.INFO, "Task failed"));
        assertThatThrownBy(() -> lab.cancel(id, "bob"))
                .isInstanceOfSatisfying(
                        FatbuildrException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FatbuildrException.Kind.CONFLICT));
    }

    @Test
    void aPendingTaskIsCancelledWithAJournalOfItsOwn() throws InterruptedException {
        TaskId running = build("wait-one");
        TaskId pending = build("fail-two");
        List<ConsoleMessage> seen = new ArrayList<>();
        Thread watcher = Thread.ofVirtual().start(() -> seen.addAll(messages(pending)));
        assertThat(lab.queue()).extracting(Task::id).contains(pending);
        lab.cancel(pending, "bob");
        assertThat(watcher.join(ofSeconds(5))).isTrue();
        assertThat(seen).hasSize(2).endsWith(log(LogLevel.INFO, "Task failed"));
        assertThat(lab.history(1)).extracting(Task::id).containsExactly(pending);
        assertThat(lab.queue()).isEmpty();
        lab.cancel(running, "bob");
    }

    @Test
    void onlyTheEndOfATaskLooksLikeIt() {
        assertThat(messages(build("liar-one")).stream().filter(ConsoleMessage::isEnd))
                .hasSize(1);
    }

    /** peer-defect-13: a watcher that comes right after the submission waits for the journal. */
    @Test
    void aPendingTaskIsWaitedFor() {
        TaskId running = build("slow-one");
        TaskId pending = build("fail-two");
        assertThat(messages(pending)).endsWith(log(LogLevel.INFO, "Task failed"));
        assertThat(lab.task(running).state()).isEqualTo(TaskState.FINISHED);
    }

    /** peer-defect-1: watchers that stop reading hold nothing up; peer-defect-12: messages keep their order. */
    @Test
    void slowWatchersDoNotSlowTheTask() throws InterruptedException {
        TaskId id = build("talk-one");
        Object never = new Object();
        List<Thread> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stuck.add(Thread.ofVirtual().start(() -> {
                try {
                    Site.watch(lab, id, message -> {
                        synchronized (never) {
                            try {
                                never.wait();
                            } catch (InterruptedException stopped) {
                                return false;
                            }
                        }
                        return true;
                    });
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        List<List<ConsoleMessage>> complete = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<ConsoleMessage> seen = new ArrayList<>();
            complete.add(seen);
            readers.add(Thread.ofVirtual().start(() -> seen.addAll(messages(id))));
        }
        for (Thread reader : readers) {
            assertThat(reader.join(ofSeconds(60))).isTrue();
        }
        assertThat(lab.task(id).state()).isEqualTo(TaskState.FINISHED);
        assertThat(stuck).allMatch(Thread::isAlive);
        assertThat(complete)
                .allSatisfy(seen -> assertThat(seen).hasSizeGreaterThan(20_000).isEqualTo(messages(id)));
        for (Thread watcher : stuck) {
            watcher.interrupt();
            assertThat(watcher.join(ofSeconds(5))).isTrue();
        }
    }

    /** peer-defect-33 */
    @Test
    void severalBuildsRunSideBySide() {
        engine.close();
        engine = new Site(root).with("tasks", "workers = 3").open();
        lab = engine.instance(Site.INSTANCE);
        List<TaskId> ids = List.of(build("wait-one"), build("wait-two"), build("wait-three"), build("wait-four"));
        await().until(() -> lab.running().size() == 3);
        assertThat(lab.queue()).extracting(Task::id).containsExactly(ids.get(3));
        TaskId renewal = lab.submit(new TaskSpec.KeyringRenewal("1y"), "alice");
        TaskId last = build("fail-five");
        lab.cancel(ids.get(0), "bob");
        await().until(() -> lab.running().size() == 3);
        assertThat(lab.queue()).extracting(Task::id).containsExactly(renewal, last);
        ids.subList(1, 4).forEach(id -> lab.cancel(id, "bob"));
        assertThat(result(renewal)).isEqualTo(TaskResult.SUCCESS);
        assertThat(result(last)).isEqualTo(TaskResult.FAILED);
    }

    /** Side by side they would make the same version. */
    @Test
    void buildsOfOneArtifactFollowEachOther() {
        engine.close();
        engine = new Site(root).with("tasks", "workers = 3").open();
        lab = engine.instance(Site.INSTANCE);
        List<TaskId> ids = List.of(build("slow-one"), build("slow-one"), build("slow-one"));
        ids.forEach(id -> assertThat(result(id)).isEqualTo(TaskResult.SUCCESS));
        assertThat(lab.artifacts("deb", "bookworm", "main"))
                .extracting(Artifact::version)
                .containsOnly("1.2");
    }

    @Test
    void submissionsFromManyThreadsAreAllKept() throws InterruptedException {
        TaskId blocker = build("wait-one");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofVirtual().start(() -> build("fail-many")));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lab.queue()).hasSize(20);
        lab.cancel(blocker, "bob");
        await().atMost(ofSeconds(20)).until(() -> lab.history(0).size() == 22);
    }

    /** peer-defect-24: what is refused leaves nothing behind. */
    @Test
    void refusedUploadsAreRemoved() throws IOException {
        BuildSubmission submission = site.submission(Site.build("hello", "sid", "main"));
        assertThatThrownBy(() -> lab.submitBuild(submission, "alice"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("Distribution sid is not supported");
        assertThat(submission.directory()).doesNotExist();
        try (var places = Files.list(site.workspaces())) {
            assertThat(places).hasSize(1);
        }
    }

    /** peer-defect-2, peer-defect-11: a deletion that cannot be done is refused before there is a task. */
    @Test
    void impossibleDeletionsAreRefusedAtOnce() {
        Artifact hello = new Artifact("hello", "x86_64", "1.0", 0);
        for (List<String> target : List.of(
                List.of("apk", "bookworm", "main", "Format apk not supported by registries"),
                List.of("rpm", "el9", "main", "Distribution el9 not found in rpm registry"),
                List.of("deb", "sid", "main", "Distribution sid not found in deb registry"))) {
            assertThatThrownBy(() -> lab.submit(
                            new TaskSpec.ArtifactDeletion(target.get(0), target.get(1), target.get(2), hello), "bob"))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessage(target.get(3));
        }
        assertThat(lab.history(0)).hasSize(1);
        assertThat(lab.formats()).isEmpty();
        assertThat(lab.distributions("deb")).isEmpty();
        assertThat(lab.distributions("rpm")).isEmpty();
        assertThat(lab.search("hello")).isEmpty();
    }

    @Test
    void publishesAndDeletes() throws IOException {
        TaskId id = build("hello");
        assertThat(result(id)).isEqualTo(TaskResult.SUCCESS);
        assertThat(lab.formats()).containsExactly("deb");
        assertThat(lab.search("hello").get("deb").get("bookworm").get("main")).hasSize(3);
        Artifact hello = new Artifact("hello", "x86_64", "1.0", 0);
        TaskId deletion = lab.submit(new TaskSpec.ArtifactDeletion("deb", "bookworm", "main", hello), "bob");
        assertThat(result(deletion)).isEqualTo(TaskResult.SUCCESS);
        assertThat(lab.task(deletion).spec())
                .isInstanceOfSatisfying(
                        TaskSpec.ArtifactDeletion.class,
                        spec -> assertThat(spec.artifact().size()).isPositive());
        assertThat(lab.artifacts("deb", "bookworm", "main")).hasSize(2);
        assertThat(lab.task(id).archives()).hasSize(1);
        assertThat(Files.readString(site.workspaces().resolve(id + "/task.yml")))
                .contains("archives:\n- id: hello\n");
    }

    @Test
    void withoutAKeyringABuildIsRefusedEarly(@TempDir Path other) {
        Site bare = new Site(other);
        try (Engine fresh = bare.open()) {
            lab = fresh.instance(Site.INSTANCE);
            TaskId id = lab.submitBuild(bare.submission(Site.build("hello")), "alice");
            assertThat(messages(id))
                    .containsExactly(
                            log(
                                    LogLevel.ERROR,
                                    "error while running task " + id + ": instance lab has no keyring, create it first:"
                                            + " fatbuildrctl keyring create"),
                            log(LogLevel.INFO, "Task failed"));
        }
    }

    @Test
    void anExpiredKeyringEndsABuildBeforeItBeginsAndOneThatExpiresSoonIsTold(@TempDir Path other) {
        Site expiring = new Site(other);
        try (Engine fresh = expiring.open()) {
            lab = fresh.instance(Site.INSTANCE);
            messages(lab.submit(new TaskSpec.KeyringCreation(), "alice"));
            messages(lab.submit(new TaskSpec.KeyringRenewal("10d"), "alice"));
            assertThat(messages(lab.submitBuild(expiring.submission(Site.build("hello")), "alice")))
                    .first()
                    .asString()
                    .contains("WARNING", "The keyring expires at 2", "renew it in time");
        }
        try (Engine late = expiring.open(Clock.offset(Clock.systemUTC(), Duration.ofDays(11)))) {
            lab = late.instance(Site.INSTANCE);
            TaskId id = lab.submitBuild(expiring.submission(Site.build("hello")), "alice");
            assertThat(messages(id)).hasSize(2).first().asString().contains(" expired at 2", "renew it first");
        }
    }

    /** They are fetched once the build has begun, and known however it ends. */
    @Test
    void theSourcesOfABuildAreToldOnceTheyAreThere() {
        assertThat(lab.task(build("fail-hello")).archives()).isEmpty();
        TaskId id = build("waste-hello");
        assertThat(result(id)).isEqualTo(TaskResult.FAILED);
        assertThat(lab.task(id).archives()).extracting(Task.SourceArchive::id).containsExactly("waste-hello");
    }

    @Test
    void anUnknownTaskIsNotFound() {
        TaskId nobody = TaskId.random();
        String text = "Unable to find task " + nobody + " on server";
        assertThatThrownBy(() -> lab.task(nobody)).hasMessage(text);
        assertThatThrownBy(() -> lab.watch(nobody, _ -> true)).hasMessage(text);
        assertThatThrownBy(() -> lab.cancel(nobody, "bob")).hasMessage(text);
    }

    @Test
    void twoEnginesNeverShareAStore() {
        assertThatThrownBy(() -> site.open())
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("another daemon uses the store");
    }
}
