package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fatbuildr.error.FatbuildrException;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What monitoring asks. */
class HealthTest {
    private static final String NOBODY = """
            [roles]
            anonymous
            watchers=prometheus
            [anonymous]
            actions
            [watchers]
            actions=view-metrics
            """;

    @Test
    void aServerIsLiveAndReadyWhateverThePolicySays() {
        try (TestServer server = TestServer.startWith(NOBODY)) {
            assertThat(server.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}\n");
            assertThat(server.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}\n");
            assertThat(server.get("/health/ready").header("Cache-Control")).hasValue("no-store");
            assertThat(server.get("/health/other").status()).isEqualTo(404);
        }
    }

    @Test
    void aStoppingServerIsLiveButNotReady() {
        try (TestServer server = TestServer.start()) {
            server.server.drain();

            assertThat(server.get("/health/live").status()).isEqualTo(200);
            assertThat(server.get("/health/ready").status()).isEqualTo(503);
            assertThat(server.get("/health/ready").body()).isEqualTo("{\"error\":\"the server is stopping\"}\n");
        }
    }

    @Test
    void withoutItsStoreAServerIsNotReady() {
        try (TestServer server = TestServer.start()) {
            server.lab.failHistory(FatbuildrException.external("cannot open " + server.root.resolve("fatbuildr.db")));

            RawHttp.Reply reply = server.get("/health/ready");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isPresent();
            assertThat(reply.body()).isEqualTo("{\"error\":\"the store does not answer\"}\n");
            assertThat(server.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void figuresAreForThoseThePolicyNames() {
        try (TestServer server = TestServer.startWith(NOBODY)) {
            String prometheus = "Authorization: Bearer " + server.token("prometheus");
            String alice = "Authorization: Bearer " + server.token("alice");

            assertThat(server.get("/metrics", prometheus).status()).isEqualTo(200);
            assertThat(server.get("/metrics", alice).body())
                    .isEqualTo("{\"error\":\"user alice is not allowed to perform action view-metrics\"}\n");
            assertThat(server.get("/metrics").body())
                    .isEqualTo("{\"error\":\"anonymous role is not allowed to perform action view-metrics\"}\n");
            assertThat(server.get("/metrics", "Authorization: Bearer x.y.z").body())
                    .isEqualTo("{\"error\":\"token is invalid\"}\n");
            assertThat(server.get("/metrics", "Authorization: Basic x").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void figuresTellOfTasksRequestsAndTheProcess() {
        try (TestServer server = TestServer.start()) {
            server.lab.add(new TaskSpec.HistoryPurge(), TaskState.PENDING, TaskResult.UNKNOWN);
            server.lab.add(new TaskSpec.HistoryPurge(), TaskState.RUNNING, TaskResult.UNKNOWN);
            server.tasks.ended(
                    "lab", new TaskSpec.HistoryPurge(), TaskResult.SUCCESS, Optional.of(Duration.ofSeconds(3)));
            server.tasks.ended("lab", new TaskSpec.HistoryPurge(), TaskResult.FAILED, Optional.empty());
            server.tasks.published("lab", "deb", Duration.ofMillis(50));
            server.get("/lab/tasks/x.json");
            server.get("/lab/tasks/y.json");
            server.get("/nothing");
            server.send("BREW", "/version", "");

            String purge = "{instance=\"lab\",result=\"success\",type=\"history purge\"";
            await().untilAsserted(() -> assertThat(server.get("/metrics").body())
                    .contains("# TYPE fatbuildr_tasks_pending gauge")
                    .contains("fatbuildr_tasks_pending{instance=\"lab\"} 1.0\n")
                    .contains("fatbuildr_tasks_running{instance=\"lab\"} 1.0\n")
                    .contains("fatbuildr_tasks_finished_total" + purge + "} 1.0\n")
                    .contains("fatbuildr_tasks_finished_total" + purge.replace("success", "failed") + "} 1.0\n")
                    .contains("fatbuildr_task_duration_seconds_sum" + purge + "} 3.0\n")
                    .contains("fatbuildr_task_duration_seconds_bucket" + purge + ",le=\"1.0\"} 0\n")
                    .contains("fatbuildr_task_duration_seconds_bucket" + purge + ",le=\"10.0\"} 1\n")
                    .doesNotContain("fatbuildr_task_duration_seconds_count" + purge.replace("success", "failed"))
                    .contains("fatbuildr_publish_duration_seconds_count{format=\"deb\",instance=\"lab\"} 1\n")
                    .contains("fatbuildr_http_requests_seconds_count"
                            + "{method=\"GET\",route=\"/{instance}/tasks/{task}.json\",status=\"404\"} 2\n")
                    .contains("{method=\"GET\",route=\"none\",status=\"404\"} 1\n")
                    .contains("{method=\"other\",route=\"none\",status=\"501\"} 1\n")
                    .contains("jvm_memory_used_bytes{area=\"heap\"")
                    .contains("process_files_open_files "));
            assertThat(server.get("/metrics").header("Content-Type").orElse(""))
                    .startsWith("text/plain")
                    .contains("version=0.0.4");
        }
    }

    /** Each answer tells of the instances as they are given, and registers nothing twice. */
    @Test
    void figuresAreThoseOfTheInstancesThereAre() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger library = (Logger) LoggerFactory.getLogger("io.micrometer");
        log.start();
        library.addAppender(log);
        try (TestServer server = TestServer.start();
                TestServer other = TestServer.start()) {
            server.lab.add(new TaskSpec.HistoryPurge(), TaskState.PENDING, TaskResult.UNKNOWN);
            for (int round = 0; round < 3; round++) {
                other.lab.add(new TaskSpec.HistoryPurge(), TaskState.RUNNING, TaskResult.UNKNOWN);
                assertThat(server.tasks.text(List.of(server.lab)))
                        .contains("fatbuildr_tasks_pending{instance=\"lab\"} 1.0\n")
                        .contains("fatbuildr_tasks_running{instance=\"lab\"} 0.0\n");
                assertThat(server.tasks.text(List.of(other.lab)))
                        .contains("fatbuildr_tasks_pending{instance=\"lab\"} 0.0\n")
                        .contains("fatbuildr_tasks_running{instance=\"lab\"} " + (round + 1) + ".0\n");
            }
            assertThat(server.tasks.text(List.of())).doesNotContain("fatbuildr_tasks_pending{");
            assertThat(log.list).isEmpty();
        } finally {
            library.detachAppender(log);
        }
    }
}
