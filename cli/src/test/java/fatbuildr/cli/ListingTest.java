package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ListingTest {
    private static final String COMMON = """
            - id: ID
              user: alice
              name: NAME
              state: running
              result: unknown
              place: /var/lib/fatbuildr/workspaces/lab/ID
              submission:  2030-01-01 12:01:40
              io:
                interactive: False
                console: /var/lib/fatbuildr/workspaces/lab/ID/console.sock
                journal: /var/lib/fatbuildr/workspaces/lab/ID/task.journal
            """;

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    private static String layout(String name, String specific) {
        return "Running tasks:\n" + COMMON.replace("ID", Wire.BUILD).replace("NAME", name) + specific;
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("artifact build", """
                        "archives":[{"id":"acme","path":"/c/acme-3.1.tar.gz"},{"id":"lib","path":"/c/lib-0.9.zip"}],\
                        "author":"Alice Ray","email":"alice@lab.example","distribution":"el9",\
                        "architectures":["x86_64","aarch64"],"derivative":"main","format":"rpm","artifact":"acme",\
                        "message":"Rebuild",""", """
                          archives:
                          - id: acme
                            path: /c/acme-3.1.tar.gz
                          - id: lib
                            path: /c/lib-0.9.zip
                          author: Alice Ray
                          email: alice@lab.example
                          distribution: el9
                          architectures: x86_64 aarch64
                          derivative: main
                          format: rpm
                          artifact: acme
                          message: Rebuild
                        """),
                Arguments.of("artifact build", """
                        "archives":[],"author":"A","email":"a@b","distribution":"d","architectures":["x86_64"],\
                        "derivative":"main","format":"deb","artifact":"acme","message":"a: b",""", """
                          archives: ∅
                          author: A
                          email: a@b
                          distribution: d
                          architectures: x86_64
                          derivative: main
                          format: deb
                          artifact: acme
                          message: a: b
                        """),
                Arguments.of("artifact deletion", """
                        "format":"rpm","distribution":"el9","derivative":"main","artifact":{"architecture":"noarch",\
                        "name":"acme-doc","size":null,"version":"3.1-2.el9"},""", """
                          artifact:
                            name: acme-doc
                            architecture: noarch
                            version: 3.1-2.el9
                        """),
                Arguments.of("image creation", "\"format\":\"deb\",\"force\":true,", "  format: deb\n  force: True\n"),
                Arguments.of("image update", "\"format\":\"deb\",", "  format: deb\n"),
                Arguments.of(
                        "image build environment creation",
                        "\"format\":\"deb\",\"environment\":\"trixie\",\"architecture\":\"x86_64\",",
                        "  format: deb\n  environment: trixie\n  architecture: x86_64\n"),
                Arguments.of(
                        "image build environment update",
                        "\"format\":\"deb\",\"environment\":\"trixie\",\"architecture\":\"x86_64\",",
                        "  format: deb\n  environment: trixie\n  architecture: x86_64\n"),
                Arguments.of("keyring renewal", "\"duration\":\"2y\",", "  duration: 2y\n"),
                Arguments.of("keyring creation", "", ""),
                Arguments.of("history purge", "", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyTypeOfTaskHasItsLayout(String name, String specific, String layout) {
        server.json("GET /lab/tasks.json", "[" + Wire.task(Wire.BUILD, name, "running", "unknown", specific) + "]");
        Ctl.Outcome outcome = new Ctl(home).uri(server).run("list");
        assertThat(outcome).isEqualTo(new Ctl.Outcome(0, layout(name, layout), ""));
    }

    @Test
    void shellsShowTheirCommandQuoted() {
        String shell = "\"format\":\"deb\",\"term\":\"xterm\",\"command\":[\"sh\",\"-c\",\"echo 'one' two\"],";
        server.json(
                "GET /lab/tasks.json",
                "["
                        + Wire.task(Wire.BUILD, "image shell", "running", "unknown", shell)
                                .replace(":false", ":true") + "]");
        assertThat(new Ctl(home).uri(server).run("list").out())
                .endsWith("  command: sh -c 'echo '\"'\"'one'\"'\"' two'\n")
                .contains("    interactive: True\n");
    }

    @Test
    void pendingTasksHaveAHeadingOfTheirOwn() {
        server.json("GET /lab/tasks.json", "[" + Wire.update(Wire.OTHER, "pending", "unknown") + "]");
        assertThat(new Ctl(home).uri(server).run("list").out())
                .startsWith("No running task\nPending tasks:\n- id: " + Wire.OTHER + "\n");
    }

    @Test
    void nothingToDoIsOneLine() {
        server.json("GET /lab/tasks.json", "[]");
        assertThat(new Ctl(home).uri(server).run("list")).isEqualTo(new Ctl.Outcome(0, "No running task\n", ""));
    }

    @Test
    void olderServersAreAskedForTheRunningTaskAndTheQueue() {
        server.json("GET /lab/running.json", Wire.update(Wire.BUILD, "running", "unknown"))
                .json("GET /lab/queue.json", "[" + Wire.update(Wire.OTHER, "pending", "unknown") + "]");
        String out = new Ctl(home).uri(server).run("list").out();
        assertThat(out).contains("Running tasks:\n- id: " + Wire.BUILD, "Pending tasks:\n- id: " + Wire.OTHER);
        assertThat(server.lines())
                .containsExactly("GET /lab/tasks.json", "GET /lab/running.json", "GET /lab/queue.json");
    }

    @Test
    void historyIsTheLatestTenTasks() {
        server.json("GET /lab/history.json?limit=10", "[" + Wire.update(Wire.BUILD, "finished", "failed") + "]");
        Ctl.Outcome outcome = new Ctl(home).uri(server).run("history");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Tasks history:\n- id: " + Wire.BUILD)
                .contains("  result: failed\n");
    }

    @Test
    void anEmptyHistoryIsSaidSo() {
        server.json("GET /lab/history.json?limit=0", "[]");
        assertThat(new Ctl(home)
                        .uri(server)
                        .run("history", "list", "--limit", "0")
                        .out())
                .isEqualTo("No task found in history\n");
    }

    @Test
    void listsCanBeJson() {
        server.json("GET /lab/tasks.json", "[" + Wire.update(Wire.BUILD, "running", "unknown") + "]")
                .json("GET /lab/history.json?limit=10", "[]");
        assertThat(new Ctl(home).uri(server).run("list", "--json").out())
                .startsWith("[")
                .contains("\"id\": \"" + Wire.BUILD + "\"");
        assertThat(new Ctl(home).uri(server).run("history", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void foreignControlCharactersDoNotReachATerminal() {
        String build = "\"archives\":[],\"author\":\"A\",\"email\":\"a\",\"distribution\":\"d\",\"architectures\":[],"
                + "\"derivative\":\"main\",\"format\":\"deb\",\"artifact\":\"acme\",\"message\":\"\\u001b[2Jgone\",";
        server.json(
                "GET /lab/tasks.json",
                "[" + Wire.task(Wire.BUILD, "artifact build", "running", "unknown", build) + "]");
        assertThat(new Ctl(home)
                        .uri(server)
                        .terminal(true, true, true)
                        .run("list")
                        .out())
                .contains("message: \ufffd[2Jgone");
    }
}
