package fatbuildr.engine.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskHookTest {
    @TempDir
    Path root;

    private Path script(String text) throws IOException {
        Path file = Files.writeString(root.resolve("hook.sh"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Engine open(Path hook) {
        return new Site(root).with("tasks", "hook = " + hook).open();
    }

    private static Task run(Engine engine, TaskSpec spec) {
        InstanceService lab = engine.instance(Site.INSTANCE);
        TaskId id = lab.submit(spec, "alice");
        await().atMost(ofSeconds(20)).until(() -> lab.task(id).result() != TaskResult.UNKNOWN);
        return lab.task(id);
    }

    /** A build that is cut off runs once more, and no more than that. */
    @Test
    void tellsOfTheEndOfATaskThatStopsOfTheDaemonEnded() throws IOException {
        Path told = Files.createFile(root.resolve("told"));
        Site site = new Site(root).with("tasks", "hook = " + script("""
                                        #!/bin/sh
                                        [ "$FATBUILDR_TASK_NAME" != "artifact build" ] ||
                                            echo "$FATBUILDR_TASK_STAGE $FATBUILDR_TASK_RESULT" >> %s
                                        """.formatted(told)));
        for (int starts = 1; starts <= 2; starts++) {
            int start = starts;
            try (Engine engine = site.open()) {
                InstanceService lab = engine.instance(Site.INSTANCE);
                if (start == 1) {
                    run(engine, new TaskSpec.KeyringCreation());
                    lab.submitBuild(site.submission(Site.build("wait-one")), "alice");
                }
                await().until(() -> Files.readAllLines(told).size() == start);
            }
        }
        try (Engine _ = site.open()) {
            assertThat(told).hasContent("start unknown\nstart unknown\nend failed\n");
        }
    }

    @Test
    void tellsOfStartAndEnd() throws IOException {
        Path out = root.resolve("out");
        Path hook = script("""
                #!/bin/sh
                mkdir -p %1$s
                env | sort > %1$s/$FATBUILDR_TASK_STAGE.tmp
                ls "$FATBUILDR_TASK_WORKSPACE" >> %1$s/$FATBUILDR_TASK_STAGE.tmp
                mv %1$s/$FATBUILDR_TASK_STAGE.tmp %1$s/$FATBUILDR_TASK_STAGE
                exit 3
                """.formatted(out));
        Path link = Files.createSymbolicLink(root.resolve("link"), hook);
        try (Engine engine = open(link)) {
            Task task = run(engine, new TaskSpec.ImageUpdate("deb"));
            await().until(() -> Files.exists(out.resolve("end")));
            List<String> start = Files.readAllLines(out.resolve("start"));
            assertThat(start)
                    .contains(
                            "FATBUILDR_INSTANCE_ID=lab",
                            "FATBUILDR_INSTANCE_NAME=Lab packages",
                            "FATBUILDR_TASK_ID=" + task.id(),
                            "FATBUILDR_TASK_NAME=image update",
                            "FATBUILDR_TASK_STAGE=start",
                            "FATBUILDR_TASK_RESULT=unknown",
                            "FATBUILDR_TASK_USER=alice",
                            "FATBUILDR_TASK_SUBMISSION=" + task.submission().getEpochSecond(),
                            "FATBUILDR_TASK_WORKSPACE=" + task.place(),
                            "task.journal")
                    .doesNotContain("task.yml")
                    .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA_HOME="));
            assertThat(start)
                    .filteredOn(line -> line.startsWith("FATBUILDR_TASK_METADATA="))
                    .extracting(line ->
                            new String(Base64.getDecoder().decode(line.substring(line.indexOf('=') + 1)), UTF_8))
                    .containsExactly("{\"format\":\"deb\"}");
            assertThat(Files.readAllLines(out.resolve("end")))
                    .contains("FATBUILDR_TASK_STAGE=end", "FATBUILDR_TASK_RESULT=failed", "task.yml");
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
    }

    /** Whatever is wrong with the hook, tasks run. */
    @Test
    void aBrokenHookHoldsNothingUp() throws IOException {
        try (Engine engine = open(root.resolve("missing"))) {
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
        try (Engine engine = open(root)) {
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
        Path notExecutable = Files.writeString(root.resolve("text"), "#!/bin/sh\n");
        try (Engine engine = open(notExecutable)) {
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
        try (Engine engine = open(script("no program at all"))) {
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
    }

    @Test
    void aHookThatHangsIsEnded() throws IOException {
        Path hook = script("#!/bin/sh\nif [ $FATBUILDR_TASK_STAGE = start ]; then sleep 600; fi\n");
        try (Engine engine = open(hook)) {
            assertThat(run(engine, new TaskSpec.HistoryPurge()).result()).isEqualTo(TaskResult.SUCCESS);
        }
    }
}
