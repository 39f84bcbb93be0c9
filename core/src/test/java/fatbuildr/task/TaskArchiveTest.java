package fatbuildr.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class TaskArchiveTest {
    static final List<TaskSpec> SPECS = TaskExamples.SPECS;

    @Test
    void writesTheDocumentedForm() {
        assertThat(TaskArchive.write(TaskExamples.task(TaskExamples.BUILD))).isEqualTo("""
                architectures: [x86_64]
                archives:
                - id: acme
                  path: /var/cache/fatbuildr/lab/acme/acme-3.1.tar.gz
                artifact: acme
                author: Alice Ray
                derivative: main
                distribution: el9
                email: alice@lab.example
                format: rpm
                message: Rebuild
                name: artifact build
                result: success
                submission: 1893499300
                user: alice
                """);
    }

    /** peer-defect-7: the result comes back, as every other field that is exported. */
    @ParameterizedTest
    @FieldSource("SPECS")
    void readsWhatItWrites(TaskSpec spec) {
        Task task = TaskExamples.task(spec);
        Task read = TaskArchive.read(task.id(), task.place(), "task.yml", TaskArchive.write(task))
                .orElseThrow();
        assertThat(Json.text(TaskJson.metadata(read))).isEqualTo(Json.text(TaskJson.metadata(task)));
        assertThat(read.result()).isEqualTo(TaskResult.SUCCESS);
        assertThat(read.submission()).isEqualTo(task.submission());
        assertThat(read.user()).isEqualTo("alice");
    }

    @Test
    void anyYamlReaderSeesTheSameTexts() throws IOException, InterruptedException {
        List<String> texts = List.of(
                "yes",
                "No",
                "2.10",
                "0x1f",
                "~",
                "null",
                "",
                " a",
                "a ",
                "a: b",
                "# c",
                "- d",
                "é\n\"q\"",
                "1_000",
                "1:30",
                "on",
                "y",
                "2026-01-01",
                "&a",
                "*a",
                "!t",
                "%d",
                "@x",
                "`",
                "{a}",
                "[b]",
                "a\u0085b",
                "\ud83d\ude00");
        for (int at = 0; at < texts.size(); at += 7) {
            List<String> words = texts.subList(at, Math.min(at + 7, texts.size()));
            Task task = TaskExamples.task(new TaskSpec.EnvironmentShell("deb", "no", "1e3", "off", words));
            JsonNode seen = Json.parse(pythonYaml(TaskArchive.write(task)));
            assertThat(Json.text(seen.get("command"))).isEqualTo(Json.text(Json.array(words)));
            assertThat(seen.get("environment").textValue()).isEqualTo("no");
            assertThat(seen.get("architecture").textValue()).isEqualTo("1e3");
            assertThat(seen.get("term").textValue()).isEqualTo("off");
        }
    }

    private static byte[] pythonYaml(String text) throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        "python3", "-c", "import sys,json,yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)))")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        python.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        python.getOutputStream().close();
        byte[] json = python.getInputStream().readAllBytes();
        assertThat(python.waitFor()).isZero();
        return json;
    }

    @Test
    void olderFilesWithMissingFieldsAreRead() {
        Task task = read("name: artifact build\nsubmission: 1600000000.25\nartifact: hello\nuser: Jane Roe\n");
        assertThat(task.submission()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
        assertThat(task.result()).isEqualTo(TaskResult.UNKNOWN);
        assertThat(((TaskSpec.ArtifactBuild) task.spec()).artifact()).isEqualTo("hello");
        assertThat(((TaskSpec.ArtifactBuild) task.spec()).architectures()).isEmpty();
        TaskSpec deletion = read("name: artifact deletion\nartifact: {name: a, size: null}\n")
                .spec();
        assertThat(((TaskSpec.ArtifactDeletion) deletion).artifact().name()).isEqualTo("a");
    }

    @Test
    void unknownTypesGiveNothing() {
        assertThat(TaskArchive.read(TaskId.parse(TaskExamples.ID), TaskExamples.PLACE, "task.yml", "name: brewing\n"))
                .isEmpty();
    }

    @Test
    void malformedFilesAreOneError() {
        for (String text : List.of("", "[]", "name: {}", "a: [", "name: artifact build\narchives: [x]")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(FatbuildrException.class);
        }
    }

    private static Task read(String text) {
        return TaskArchive.read(TaskId.parse(TaskExamples.ID), TaskExamples.PLACE, "task.yml", text)
                .orElseThrow();
    }
}
