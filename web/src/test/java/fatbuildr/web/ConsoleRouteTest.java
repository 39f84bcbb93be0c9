package fatbuildr.web;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terminal of a task over WebSocket. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ConsoleRouteTest {
    private static final ConsoleMessage END = new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded");

    @AutoClose
    private final TestServer server = TestServer.start();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Client client = new Client();

    @AfterEach
    void stop() {
        http.shutdownNow();
    }

    /** What comes, in order. */
    private static final class Client implements WebSocket.Listener {
        private final MessageDecoder decoder = new MessageDecoder();
        private final List<ConsoleMessage> messages = new ArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public synchronized @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            decoder.feed(bytes);
            for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
                messages.add(next.get());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }

        synchronized List<ConsoleMessage> messages() {
            return List.copyOf(messages);
        }
    }

    private WebSocket connect(TaskId id, String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI uri = URI.create(server.server.url().replaceFirst("^http", "ws") + "/lab/tasks/" + id + "/console");
        try {
            return builder.buildAsync(uri, client).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof WebSocketHandshakeException refused
                    ? new Refused(refused.getResponse().statusCode())
                    : failure;
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(int status) {
            super("status " + status);
        }
    }

    private TaskId shell() {
        return server.lab.add(
                new TaskSpec.ImageShell("deb", "xterm", List.of()), TaskState.RUNNING, TaskResult.UNKNOWN);
    }

    private void type(WebSocket socket, ConsoleMessage message) {
        socket.sendBinary(ByteBuffer.wrap(MessageEncoder.encode(message)), true).join();
    }

    @Test
    void outputComesAndInputGoes() throws Exception {
        TaskId task = shell();
        WebSocket socket = connect(task);
        await().until(() -> server.lab.attached.get() == 1);
        server.lab.say(task, new ConsoleMessage.RawEnable());
        server.lab.say(task, ConsoleMessage.Bytes.of("> "));
        await().until(() -> client.messages().size() == 2);
        type(socket, new ConsoleMessage.WindowSize(40, 132));
        type(socket, ConsoleMessage.Bytes.of("exit\r"));
        assertThat(server.lab.typed.take()).isEqualTo(new ConsoleMessage.WindowSize(40, 132));
        assertThat(server.lab.typed.take()).isEqualTo(ConsoleMessage.Bytes.of("exit\r"));
        server.lab.say(task, END);
        assertThat(client.closed.get()).isEqualTo(1000);
        assertThat(client.messages()).endsWith(END);
        await().until(() -> server.lab.attached.get() == 0 && server.lab.watchers.get() == 0);
    }

    /** A message may come in pieces, or several at once: the protocol's borders count, not those of WebSocket. */
    @Test
    void inputIsParsedAcrossFrames() throws Exception {
        WebSocket socket = connect(shell());
        byte[] one = MessageEncoder.encode(ConsoleMessage.Bytes.of("one"));
        byte[] both = ByteBuffer.allocate(2 * one.length).put(one).put(one).array();
        socket.sendBinary(ByteBuffer.wrap(both, 0, 5), false).join();
        socket.sendBinary(ByteBuffer.wrap(both, 5, 9), true).join();
        socket.sendBinary(ByteBuffer.wrap(both, 14, both.length - 14), true).join();
        assertThat(server.lab.typed.take()).isEqualTo(ConsoleMessage.Bytes.of("one"));
        assertThat(server.lab.typed.take()).isEqualTo(ConsoleMessage.Bytes.of("one"));
    }

    @Test
    void aClientThatVanishesIsNotAttachedAnyMore() {
        TaskId task = shell();
        WebSocket socket = connect(task);
        await().until(() -> server.lab.watchers.get() == 1);
        socket.abort();
        await().atMost(ofSeconds(10)).until(() -> server.lab.attached.get() == 0 && server.lab.watchers.get() == 0);
    }

    @Test
    void inputThatIsNoMessageEndsTheConnection() throws Exception {
        WebSocket socket = connect(shell());
        byte[] huge = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(-16)
                .array();
        socket.sendBinary(ByteBuffer.wrap(huge), true).join();
        assertThat(client.closed.get()).isEqualTo(1007);
        await().until(() -> server.lab.attached.get() == 0);
        assertThat(server.lab.typed).isEmpty();
    }

    @Test
    void aHugeMessageEndsTheConnection() throws Exception {
        WebSocket socket = connect(shell());
        assertThat(socket.sendBinary(ByteBuffer.allocate(1 << 20), true)).isNotNull();
        assertThat(client.closed.get()).isIn(1009, -1);
        await().until(() -> server.lab.attached.get() == 0);
    }

    /** Cross-site WebSocket hijacking: a browser sends its cookies along, whatever page opened the connection. */
    @Test
    void pagesOfOtherSitesAreRefused() {
        TaskId id = shell();
        assertThatThrownBy(() -> connect(id, "Origin", "https://evil.example")).hasMessage("status 403");
        assertThatThrownBy(() -> connect(id, "Origin", "null")).hasMessage("status 403");
        assertThatThrownBy(() -> connect(id, "Sec-Fetch-Site", "cross-site")).hasMessage("status 403");
        assertThat(server.lab.attached).hasValue(0);
        connect(id, "Origin", server.server.url());
        await().until(() -> server.lab.attached.get() == 1);
    }

    /** Who is attached is known by token alone. */
    @ParameterizedTest
    @CsvSource({"http://test, 101", "https://evil.example, 403"})
    void upgradesLeaveNoCookie(String origin, int status) throws IOException {
        String[] headers = {
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Origin: " + origin
        };
        try (Socket socket = RawHttp.connect(server.port())) {
            String request = RawHttp.request("GET", "/lab/tasks/" + shell() + "/console", "", headers);
            RawHttp.send(socket, request.replace("Connection: close", "Connection: Upgrade"));
            RawHttp.Reply reply = RawHttp.read(socket.getInputStream(), false);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
    }

    /** Clients show the reason, as they do with every other route. */
    @Test
    void aRefusedUpgradeTellsTheReason() throws IOException {
        TaskId id = TaskId.random();
        String[] headers = {
            "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
        };
        try (Socket socket = RawHttp.connect(server.port())) {
            String request = RawHttp.request("GET", "/lab/tasks/" + id + "/console", "", headers);
            RawHttp.send(socket, request.replace("Connection: close", "Connection: Upgrade"));
            RawHttp.Reply reply = RawHttp.read(socket.getInputStream(), true);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.header("Content-Type")).hasValue("application/json");
            assertThat(reply.body()).isEqualTo("{\"error\":\"Unable to find task " + id + " on server\"}\n");
        }
    }

    @Test
    void unknownTasksAndPlainRequestsAreToldSo() {
        TaskId id = TaskId.random();
        assertThatThrownBy(() -> connect(id)).hasMessage("status 404");
        assertThat(server.get("/lab/tasks/" + id + "/console").status()).isEqualTo(404);
        var plain = server.get("/lab/tasks/" + shell() + "/console");
        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.body()).contains("needs a WebSocket connection");
    }
}
