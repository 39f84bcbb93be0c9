package fatbuildr.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.Json;
import fatbuildr.error.FatbuildrException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class TaskJsonTest {
    static final List<TaskSpec> SPECS = TaskExamples.SPECS;

    /** The example of http-api.md section 8. */
    @Test
    void documentedBuild() {
        Task build = TaskExamples.task(TaskExamples.BUILD);
        Task running = new Task(
                build.id(),
                build.spec(),
                build.user(),
                build.submission(),
                build.place(),
                TaskState.RUNNING,
                TaskResult.UNKNOWN,
                build.archives());
        String place = "/var/lib/fatbuildr/workspaces/lab/0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10";
        assertThat(Json.text(TaskJson.task(running)))
                .isEqualTo("{\"architectures\":[\"x86_64\"],"
                        + "\"archives\":[{\"id\":\"acme\",\"path\":\"/var/cache/fatbuildr/lab/acme/acme-3.1.tar.gz\"}],"
                        + "\"artifact\":\"acme\",\"author\":\"Alice Ray\",\"derivative\":\"main\",\"distribution\":\"el9\","
                        + "\"email\":\"alice@lab.example\",\"format\":\"rpm\",\"id\":\"0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10\","
                        + "\"io\":{\"console\":\"" + place + "/console.sock\",\"interactive\":false,"
                        + "\"journal\":{\"path\":\"" + place + "/task.journal\"}},"
                        + "\"message\":\"Rebuild\",\"name\":\"artifact build\",\"place\":\"" + place + "\","
                        + "\"result\":\"unknown\",\"state\":\"running\",\"submission\":1893499300,\"user\":\"alice\"}");
    }

    @ParameterizedTest
    @FieldSource("SPECS")
    void everyTypeSurvivesTheWire(TaskSpec spec) {
        Task task = TaskExamples.task(spec);
        Task read = TaskJson.task(Json.parse(Json.body(TaskJson.task(task))));
        if (spec instanceof TaskSpec.EnvironmentCreation(String format, String name, String architecture, boolean _)) {
            assertThat(read.spec())
                    .as("force is not exported")
                    .isEqualTo(new TaskSpec.EnvironmentCreation(format, name, architecture, false));
        } else {
            assertThat(read).isEqualTo(task);
        }
    }

    @ParameterizedTest
    @FieldSource("SPECS")
    void everyTypeSurvivesTheStore(TaskSpec spec) {
        assertThat(SpecJson.stored(Json.parse(Json.text(SpecJson.stored(spec)))))
                .isEqualTo(spec);
    }

    @ParameterizedTest
    @FieldSource("SPECS")
    void noKeyIsNullAndCommonKeysAreAlwaysThere(TaskSpec spec) {
        String text = Json.text(TaskJson.task(TaskExamples.task(spec)));
        assertThat(text).doesNotContain("null");
        assertThat(keys(text)).contains("id", "name", "user", "submission", "place", "state", "result", "io");
    }

    @Test
    void specificKeysByType() {
        assertThat(SPECS.stream()
                        .map(spec -> spec.typeName() + " "
                                + keys(Json.text(TaskJson.metadata(TaskExamples.task(spec)))).stream()
                                        .sorted()
                                        .toList())
                        .distinct())
                .containsExactly(
                        "artifact build [architectures, archives, artifact, author, derivative, distribution, email, format, message]",
                        "artifact deletion [artifact, derivative, distribution, format]",
                        "keyring creation []",
                        "keyring renewal [duration]",
                        "history purge []",
                        "image creation [force, format]",
                        "image update [format]",
                        "image shell [command, format, term]",
                        "image build environment creation [architecture, environment, format]",
                        "image build environment update [architecture, environment, format]",
                        "image build environment shell [architecture, command, environment, format, term]");
    }

    /** peer-defect-7: the recorded result is exported; and a renewal is pending, not {@code 2y}. */
    @Test
    void statesAndResultsAreWords() {
        assertThat(Json.text(TaskJson.task(TaskExamples.task(new TaskSpec.KeyringRenewal("2y")))))
                .contains("\"result\":\"success\"", "\"state\":\"finished\"", "\"duration\":\"2y\"");
        assertThat(TaskJson.exported(TaskState.PENDING)).isEqualTo("pending");
        assertThat(TaskJson.exported(TaskResult.FAILED)).isEqualTo("failed");
    }

    @Test
    void tasksOfOlderServersAreRead() {
        Task task = TaskJson.task(Json.parse("""
                {"id":"0d4a1e9e-6b0e-4cda-8a1c-3a5f2f1c7b10","name":"artifact build","user":"Alice Ray",
                 "submission":1,"place":"/w","state":"2y","io":{"interactive":null},"format":"deb",
                 "distribution":"sid","derivative":"main","artifact":"a","email":"e","message":"m",
                 "architectures":null,"archives":null}"""));
        assertThat(task.result()).isEqualTo(TaskResult.UNKNOWN);
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.interactive()).isFalse();
        assertThat(task.submission()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(task.spec())
                .isInstanceOfSatisfying(
                        TaskSpec.ArtifactBuild.class,
                        build -> assertThat(build.author()).isEqualTo("Alice Ray"));
    }

    @Test
    void unknownTypesAndIdsAreRefused() {
        String unknown = Json.text(TaskJson.task(TaskExamples.task(new TaskSpec.HistoryPurge())))
                .replace("history", "future");
        assertThatThrownBy(() -> TaskJson.task(Json.parse(unknown)))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("unknown task type future purge");
        assertThatThrownBy(() -> SpecJson.stored(Json.parse("{\"name\":\"x\"}")))
                .hasMessage("unknown task type x");
    }

    @Test
    void submittedTask() {
        TaskId id = TaskId.parse(TaskExamples.ID);
        assertThat(Json.text(TaskJson.submitted(id))).isEqualTo("{\"task\":\"" + TaskExamples.ID + "\"}");
        assertThat(TaskJson.submitted(TaskJson.submitted(id))).isEqualTo(id);
    }

    private static Set<String> keys(String json) {
        return Json.parse(json).properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
