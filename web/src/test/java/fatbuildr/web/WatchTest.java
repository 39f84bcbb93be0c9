package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    private static final ConsoleMessage END = new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded");

    @AutoClose
    private final TestServer server = TestServer.start();

    private TaskId task;

    @BeforeEach
    void start() {
        task = server.lab.add(new TaskSpec.KeyringCreation(), TaskState.RUNNING, TaskResult.UNKNOWN);
    }

    private static ConsoleMessage log(String text) {
        return new ConsoleMessage.Log(LogLevel.INFO, text);
    }

    private Socket watch(String suffix) throws Exception {
        Socket socket = RawHttp.connect(server.port());
        RawHttp.send(socket, "GET /lab/watch/" + task + suffix + " HTTP/1.1\r\nHost: test\r\n\r\n");
        return socket;
    }

    @Test
    void theJournalIsItsMessagesUpToTheEndRecord() {
        server.lab.say(task, log("Go"));
        server.lab.say(task, ConsoleMessage.Bytes.of("ok\r\n"));
        server.lab.say(task, new ConsoleMessage.RawEnable());
        server.lab.say(task, new ConsoleMessage.RawDisable());
        server.lab.say(task, END);
        server.lab.say(task, log("after the end"));

        RawHttp.Reply reply = server.get("/lab/watch/" + task + ".journal");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(reply.header("X-Accel-Buffering")).hasValue("no");
        assertThat(reply.header("Content-Length")).isEmpty();
        assertThat(reply.complete()).isTrue();
        assertThat(reply.body())
                .isEqualTo("\0\0\0\0\5\0\0\00020:Go\1\0\0\0\4\0\0\0ok\r\n\2\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0"
                        + "\0\0\0\0\21\0\0\00020:Task succeeded");
    }

    @Test
    void messagesComeAsTheyAreSaid() throws Exception {
        try (Socket socket = watch(".journal")) {
            InputStream input = socket.getInputStream();
            while (!RawHttp.line(input).isEmpty()) {
                // The head comes before any message.
            }
            for (String text : new String[] {"one", "two"}) {
                server.lab.say(task, ConsoleMessage.Bytes.of(text));

                // The line end of a chunk comes with the next one.
                assertThat(RawHttp.line(input) + (text.equals("two") ? RawHttp.line(input) : ""))
                        .isEqualTo("B");
                assertThat(new String(input.readNBytes(11), StandardCharsets.ISO_8859_1))
                        .endsWith(text);
            }
            server.lab.say(task, END);

            assertThat(new String(input.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .endsWith("Task succeeded\r\n0\r\n\r\n");
        }
    }

    /** peer-defect-22: a pending task's output is waited for. */
    @Test
    void pendingTaskIsWaitedFor_peerDefect22() throws Exception {
        task = server.lab.add(new TaskSpec.KeyringCreation(), TaskState.PENDING, TaskResult.UNKNOWN);
        try (Socket socket = watch(".journal")) {
            await().until(() -> server.lab.watchers.get() == 1);
            server.lab.say(task, END);

            RawHttp.Reply reply = RawHttp.read(socket.getInputStream(), true);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).endsWith("Task succeeded");
        }
    }

    /** peer-defect-1: a watcher that leaves a silent task is noticed. */
    @ParameterizedTest
    @ValueSource(strings = {".journal", ".html", ".txt"})
    void aClientThatGoesAwayFreesTheWatch_peerDefect1(String suffix) throws Exception {
        try (Socket socket = watch(suffix)) {
            RawHttp.line(socket.getInputStream());
            await().until(() -> server.lab.watchers.get() == 1);
        }

        await().until(() -> server.lab.watchers.get() == 0);
    }

    /** peer-defect-1: nor does one that stays and reads nothing hold up the others. */
    @Test
    void aClientThatDoesNotReadHoldsUpNobody_peerDefect1() throws Exception {
        TaskId other = server.lab.add(new TaskSpec.KeyringCreation(), TaskState.RUNNING, TaskResult.UNKNOWN);
        try (Socket _ = watch(".journal")) {
            await().until(() -> server.lab.watchers.get() == 1);
            for (int i = 0; i < 200; i++) {
                server.lab.say(task, new ConsoleMessage.Bytes(new byte[100_000]));
            }
            server.lab.say(other, END);

            assertThat(server.get("/lab/watch/" + other + ".journal").complete())
                    .isTrue();
            assertThat(server.get("/lab/running.json").status()).isEqualTo(200);
        }
        await().until(() -> server.lab.watchers.get() == 0);
    }

    @Test
    void aStreamCutByAFailureDoesNotLookComplete() throws Exception {
        try (Socket socket = watch(".journal")) {
            await().until(() -> server.lab.watchers.get() == 1);
            server.lab.say(task, log("Go"));
            // A message that cannot be encoded stands for any failure in the middle.
            server.lab.say(task, new ConsoleMessage.Bytes(new byte[17 << 20]));

            assertThat(RawHttp.read(socket.getInputStream(), true).complete()).isFalse();
        }
    }

    @Test
    void thePageEscapesAndDecodesAcrossMessages() {
        server.lab.say(task, log("Go <b>"));
        server.lab.say(task, new ConsoleMessage.Bytes(new byte[] {'<', (byte) 0xc3}));
        server.lab.say(task, new ConsoleMessage.Bytes(new byte[] {(byte) 0xa9, (byte) 0xff, '&', 0x1b, '['}));
        server.lab.say(task, ConsoleMessage.Bytes.of("31mred\u001b[0m\r\n"));
        server.lab.say(task, END);

        RawHttp.Reply reply = server.get("/lab/watch/" + task + ".html");
        String body = new String(reply.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);

        assertThat(reply.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(reply.header("X-Accel-Buffering")).hasValue("no");
        assertThat(body.replaceAll("</?(span|i)\\b[^>]*>", ""))
                .contains(
                        "<pre class=\"output\">\nLOG: 20:Go &lt;b&gt;\n&lt;é\ufffd&amp;red\nLOG: 20:Task succeeded\n</pre>");
        assertThat(body)
                .contains("<span class=\"fg1\">red</span>", "<i id=\"L3\"></i>")
                .containsOnlyOnce("<pre")
                .contains("<title>Fatbuildr: lab &gt; task " + task + "</title>")
                .contains("Fatbuildr v3.0.0")
                .endsWith("</html>");
        assertThat(reply.complete()).isTrue();
    }

    /** Of a failed one there may be none, nor a page of them. */
    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "FAILED"})
    void theEndOfASuccessfulBuildLeadsToItsArtifacts(TaskResult result) {
        TaskId build = server.lab.add(Demonstration.build("acme"), TaskState.FINISHED, result);
        server.lab.say(build, END);

        assertThat(server.get("/lab/watch/" + build + ".html").body().contains(">artifacts of "))
                .isEqualTo(result == TaskResult.SUCCESS);
    }

    @Test
    void theTextIsTheMessagesWithoutColours() {
        server.lab.say(task, log("Go <b>"));
        server.lab.say(task, ConsoleMessage.Bytes.of("\u001b[31mred\u001b[0m\r\n"));
        server.lab.say(task, END);

        RawHttp.Reply reply = server.get("/lab/watch/" + task + ".txt");

        assertThat(reply.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(reply.header("Content-Disposition")).hasValue("attachment; filename=" + task + ".txt");
        assertThat(reply.body()).isEqualTo("LOG: 20:Go <b>\nred\nLOG: 20:Task succeeded\n");
        assertThat(reply.complete()).isTrue();
    }

    @Test
    void headDoesNotWait() {
        RawHttp.Reply reply = server.send("HEAD", "/lab/watch/" + task + ".journal", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Accel-Buffering")).hasValue("no");
        assertThat(server.lab.watchers).hasValue(0);
    }
}
