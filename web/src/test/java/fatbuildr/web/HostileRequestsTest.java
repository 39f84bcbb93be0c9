package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the server answers in its own words and loses nothing by it. {@code -Dhostile.requests} says how many
 * requests are sent, {@code -Dhostile.seed} which.
 */
class HostileRequestsTest {
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 10_000);
    private static final long SEED = Long.getLong("hostile.seed", 20_261_121L);
    private static final int WARM_UP = 500;
    private static final JsonNode ERROR = Json.parse("{\"$ref\":\"#/components/schemas/Error\"}");
    private static final Pattern LEAK =
            Pattern.compile("\\tat [a-z]+\\.|Exception|java\\.(lang|io|nio|util)|org\\.eclipse|root:x:0");

    @AutoClose
    private final TestServer server = TestServer.startFilled();

    @Test
    void nothingThatIsSentBreaksTheServer() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<Socket> slow = new ArrayList<>();
        try (TestServer open = server) {
            assertThat(open.get("/health/ready").status()).isEqualTo(200);
            String finished = server.lab.history(1).getFirst().id().toString();
            HostileRequests requests = new HostileRequests(
                    SEED,
                    Map.of(
                            "instance", List.of("lab", "lab", "lab", "lab", "lab", "nolab"),
                            "format", List.of("deb", "deb", "rpm"),
                            "distribution", List.of("trixie", "trixie", "bookworm"),
                            "derivative", List.of("main"),
                            "architecture", List.of("src", "x86_64"),
                            "environment", List.of("trixie"),
                            "name", List.of("acme", "g%2B%2B"),
                            "task", List.of(finished, new UUID(1, 2).toString()),
                            "path", List.of("deb", "deb/dists/trixie/Release", "css/fatbuildr.css")),
                    server.token("alice"));
            for (int i = 0; i < 5; i++) {
                Socket socket = RawHttp.connect(server.port());
                RawHttp.send(socket, "POST /lab/keyring HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
                slow.add(socket);
            }
            long files = 0;
            int threads = 0;
            for (int i = 0; i < WARM_UP + REQUESTS; i++) {
                if (i == WARM_UP) {
                    files = openFiles();
                    threads = threads();
                }
                statuses.merge(exchange(i, requests.next()), 1, Integer::sum);
                if (i % 200 == 0) {
                    server.lab.forgetPending();
                }
            }
            for (Socket socket : slow) {
                socket.close();
            }
            settled(files, threads);
        }
        System.out.println("answers to hostile requests by status: " + statuses);
        assertThat(statuses).as("variety").containsKeys(200, 400, 403, 404, 405, 431, 501);
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 10);
    }

    /** Sends one and judges what comes; answers the status, 0 when there was no answer and none was due. */
    private int exchange(int number, HostileRequests.Request request) {
        String what = "seed " + SEED + " request " + number + ":\n" + request.bytes();
        Optional<RawHttp.Reply> reply;
        try (Socket socket = RawHttp.connect(server.port())) {
            reply = sent(socket, request);
        } catch (IOException failure) {
            throw new AssertionError(what, failure);
        }
        if (reply.isEmpty()) {
            assertThat(request.whole()).as(what).isFalse();
            return 0;
        }
        judge(what, request, reply.get());
        return reply.get().status();
    }

    private static Optional<RawHttp.Reply> sent(Socket socket, HostileRequests.Request request) throws IOException {
        try {
            RawHttp.send(socket, request.bytes());
            if (!request.whole()) {
                socket.shutdownOutput();
            }
        } catch (SocketException refusedMeanwhile) {
            // The answer to a part of the request may be there all the same.
        }
        try {
            InputStream input = socket.getInputStream();
            String line = RawHttp.line(input);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (watches(request) && line.contains(" 200 ")) {
                // It lasts until somebody goes away.
                return Optional.of(new RawHttp.Reply(200, List.of(), "", true));
            }
            boolean interim = line.contains(" 100 ");
            if (interim) {
                RawHttp.line(input);
                line = RawHttp.line(input);
            }
            return Optional.of(RawHttp.read(
                    new java.io.SequenceInputStream(
                            new java.io.ByteArrayInputStream((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1)),
                            input),
                    !request.method().equals("HEAD")));
        } catch (SocketException reset) {
            if (request.whole() && request.bytes().length() < 8_000) {
                throw reset;
            }
            return Optional.empty();
        }
    }

    private static boolean watches(HostileRequests.Request request) {
        return request.operation().path().contains("/watch/");
    }

    private void judge(String what, HostileRequests.Request request, RawHttp.Reply reply) {
        int status = reply.status();
        String body = reply.body();
        boolean unknownMethod = !FrontDoor.METHODS.contains(request.method());
        boolean unknownVersion = !request.bytes().lines().findFirst().orElse("").contains(" HTTP/1.");
        assertThat(status < 500 || (status == 501 && unknownMethod) || (status == 505 && unknownVersion))
                .as(what + "\n" + status + " " + body)
                .isTrue();
        assertThat(body + reply.headers()).as(what).doesNotContain(server.root.toString());
        String type = reply.header("Content-Type").orElse("");
        if (status >= 400 && !body.isEmpty()) {
            assertThat(LEAK.matcher(body).find()).as(what + "\n" + body).isFalse();
            if (body.contains("<title>Fatbuildr: sign in")) {
                // The form once more, with what is wrong.
                assertThat(body).as(what).contains("class=\"problem\"");
            } else if (type.startsWith("text/html")) {
                assertThat(body).as(what).contains("<title>Fatbuildr: Error", "(" + status + ")");
            } else {
                assertThat(type).as(what).isEqualTo("application/json");
                ContractAnswers.assertFits(ERROR, Json.parse(body), what);
            }
        } else if (status >= 400) {
            assertThat(request.method().equals("HEAD") || status == 416)
                    .as(what + "\n" + status + " without a body")
                    .isTrue();
        }
        if (status == 200 && request.plain() && type.equals("application/json")) {
            ContractAnswers.schema(request.operation(), 200)
                    .ifPresent(schema -> ContractAnswers.assertFits(schema, Json.parse(body), what));
        }
    }

    /** Nothing is left of all that: no file, no thread, no upload. */
    private void settled(long files, int threads) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(server.lab.watchers).hasValue(0);
            assertThat(openFiles()).isLessThanOrEqualTo(files + 3);
            assertThat(threads()).isLessThanOrEqualTo(threads + 3);
            if (Files.exists(server.uploads())) {
                try (Stream<Path> left = Files.list(server.uploads())) {
                    assertThat(left).isEmpty();
                }
            }
        });
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
