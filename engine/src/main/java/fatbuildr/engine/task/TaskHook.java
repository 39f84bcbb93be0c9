package fatbuildr.engine.task;

import fatbuildr.api.Json;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import fatbuildr.task.Task;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The site's program that is told of each task's start and end (registry-keyring-tasks.md section 9). */
final class TaskHook {
    private static final Logger log = LoggerFactory.getLogger(TaskHook.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    enum Stage {
        START,
        END
    }

    private final Path program;
    private final InstanceDefinition instance;
    private final Workspaces workspaces;
    private final ProcessRunner processes = new ProcessRunner();

    TaskHook(Path program, InstanceDefinition instance, Workspaces workspaces) {
        this.program = program;
        this.instance = instance;
        this.workspaces = workspaces;
    }

    /** Runs the program; whatever goes wrong with it is logged and does not concern the task. */
    void run(TaskRow row, Stage stage, TaskResult result) {
        try {
            Path file = program.toRealPath();
            if (!Files.isRegularFile(file)) {
                log.error("hook {} is not a regular file", program);
                return;
            }
            int status = processes.status(
                    new Command(
                            List.of(file.toString()),
                            Optional.empty(),
                            environment(row, stage, result),
                            Optional.empty(),
                            Optional.of(LIMIT),
                            Set.of()),
                    output());
            if (status != 0) {
                log.warn("hook {} exited with {} at the {} of task {}", program, status, stage, row.id());
            }
        } catch (IOException | FatbuildrException failure) {
            log.error("hook {} failed at the {} of task {}: {}", program, stage, row.id(), failure.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> environment(TaskRow row, Stage stage, TaskResult result) {
        Task task = row.task(workspaces.of(row.id()));
        byte[] metadata = Json.text(TaskJson.metadata(task)).getBytes(StandardCharsets.UTF_8);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", PATH);
        environment.put("FATBUILDR_INSTANCE_ID", instance.id());
        environment.put("FATBUILDR_INSTANCE_NAME", instance.name());
        environment.put("FATBUILDR_TASK_ID", row.id().toString());
        environment.put("FATBUILDR_TASK_NAME", row.spec().typeName());
        environment.put("FATBUILDR_TASK_METADATA", Base64.getEncoder().encodeToString(metadata));
        environment.put("FATBUILDR_TASK_STAGE", stage.name().toLowerCase(Locale.ROOT));
        environment.put("FATBUILDR_TASK_RESULT", result.name().toLowerCase(Locale.ROOT));
        environment.put("FATBUILDR_TASK_USER", row.user());
        environment.put(
                "FATBUILDR_TASK_SUBMISSION", Long.toString(row.submission().getEpochSecond()));
        environment.put("FATBUILDR_TASK_WORKSPACE", task.place().toString());
        return environment;
    }

    private static Journal output() {
        return message -> {
            if (message instanceof ConsoleMessage.Bytes bytes) {
                log.info("hook: {}", new String(bytes.data(), StandardCharsets.UTF_8).stripTrailing());
            }
        };
    }
}
