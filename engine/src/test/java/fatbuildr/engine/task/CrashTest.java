package fatbuildr.engine.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** peer-defect-3: the daemon is killed at any moment; nothing accepted is lost, nothing half is published. */
final class CrashTest {
    @TempDir
    Path root;

    private final List<TaskId> accepted = new ArrayList<>();

    @Test
    void stoppedAtNumberedPoints() throws Exception {
        createKeyring();
        for (int step : List.of(10, 2, 9)) {
            Process daemon = daemon("a" + step, 1, step);
            read(daemon);
            assertThat(daemon.waitFor()).isEqualTo(9);
        }
        settleAndVerify();
        // the first one died between its transaction and the switch of the indexes
        assertThat(Files.readString(site().workspaces().resolve(accepted.getFirst() + "/task.journal"), ISO_8859_1))
                .contains("after it had published its results")
                .endsWith("Task succeeded");
    }

    private Site site() {
        return new Site(root);
    }

    @Test
    void killedAtRandomMoments() throws Exception {
        createKeyring();
        Random random = new Random(42);
        for (int round = 0; round < 2; round++) {
            Process daemon = daemon("hello", 2, 0);
            Thread reader = Thread.ofVirtual().start(() -> read(daemon));
            await().atMost(ofSeconds(30))
                    .pollInterval(ofSeconds(1).dividedBy(20))
                    .until(() -> {
                        synchronized (accepted) {
                            return !accepted.isEmpty();
                        }
                    });
            TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
            daemon.destroyForcibly();
            daemon.waitFor();
            reader.join();
        }
        settleAndVerify();
    }

    private void createKeyring() {
        try (Engine engine = site().open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            TaskId id = lab.submit(new TaskSpec.KeyringCreation(), "root");
            await().until(() -> lab.task(id).result() == TaskResult.SUCCESS);
        }
    }

    private Process daemon(String artifact, int builds, int dieAt) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingDaemon.class.getName(),
                        root.toString(),
                        artifact,
                        Integer.toString(builds),
                        Integer.toString(dieAt))
                .redirectError(Files.createTempFile(root, "daemon", ".err").toFile())
                .start();
    }

    private void read(Process daemon) {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(daemon.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("accepted ") && line.length() == 45) {
                    synchronized (accepted) {
                        accepted.add(TaskId.parse(line.substring(9)));
                    }
                }
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void settleAndVerify() throws InterruptedException {
        Site site = site();
        assertThat(accepted).isNotEmpty();
        try (Engine engine = site.open()) {
            InstanceService lab = engine.instance(Site.INSTANCE);
            await().atMost(ofSeconds(60))
                    .until(() -> lab.queue().isEmpty() && lab.running().isEmpty());
            for (TaskId id : accepted) {
                Task task = lab.task(id);
                List<ConsoleMessage> messages = new ArrayList<>();
                Site.watch(lab, id, messages::add);
                assertThat(messages.stream().filter(ConsoleMessage::isEnd)).hasSize(1);
                assertThat(task.place().resolve("task.yml")).exists();
                if (task.result() == TaskResult.FAILED) {
                    assertThat(messages.get(messages.size() - 2).toString()).contains(TaskLife.INTERRUPTED);
                }
            }
            assertThat(lab.history(0)).extracting(Task::result).contains(TaskResult.SUCCESS);
            List<Task> published = lab.history(0).stream()
                    .filter(task ->
                            task.result() == TaskResult.SUCCESS && task.spec() instanceof TaskSpec.ArtifactBuild)
                    .toList();
            for (Task task : published) {
                String artifact = ((TaskSpec.ArtifactBuild) task.spec()).artifact();
                assertThat(lab.artifacts("deb", "bookworm", "main"))
                        .extracting(found -> found.name())
                        .contains(artifact);
            }
        }
        assertThat(site.verify()).isEmpty();
        try (var places = Files.list(site.workspaces())) {
            assertThat(places).allMatch(place -> Files.exists(place.resolve("task.yml")));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
