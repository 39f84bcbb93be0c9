package fatbuildr.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that gives prepared answers, as a real one sends them, and keeps what it was asked. */
final class StubServer implements AutoCloseable {
    /** A request: method, path with query, headers, body with a character per byte. */
    record Received(String method, String target, Map<String, List<String>> headers, String body) {
        String line() {
            return method + " " + target;
        }

        @Nullable
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.getFirst();
        }
    }

    /**
     * @param body a character per byte
     * @param cut sends fewer bytes than announced, then closes the connection
     */
    record Prepared(int status, String contentType, String body, boolean cut, Map<String, String> headers) {}

    private final HttpServer server;
    private final String scheme;
    private final Map<String, Deque<Prepared>> answers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private StubServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.start();
    }

    static StubServer start() {
        try {
            return new StubServer(HttpServer.create(loopback(), 0), "http");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static StubServer start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new StubServer(server, "https");
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String uri() {
        return scheme + "://localhost:" + server.getAddress().getPort() + "/lab";
    }

    String origin() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** @param request such as {@code GET /lab/running.json}; answers of one request come in turn, the last stays */
    StubServer answer(String request, Prepared prepared) {
        answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(prepared);
        return this;
    }

    StubServer json(String request, String body) {
        return json(request, 200, body);
    }

    StubServer json(String request, int status, String body) {
        return answer(request, prepared(status, "application/json", bytes(body + "\n")));
    }

    StubServer html(String request, int status, String body) {
        return answer(request, prepared(status, "text/html; charset=utf-8", bytes(body)));
    }

    StubServer bytes(String request, byte[] body) {
        return answer(request, prepared(200, "application/octet-stream", body));
    }

    /** The file as it is now, instead of what was prepared before. */
    StubServer file(String request, Path file) throws IOException {
        answers.remove(request);
        return bytes(request, Files.readAllBytes(file));
    }

    StubServer cut(String request, byte[] body) {
        return answer(
                request,
                new Prepared(
                        200,
                        "application/octet-stream",
                        new String(body, StandardCharsets.ISO_8859_1),
                        true,
                        Map.of()));
    }

    StubServer redirect(String request, int status, String location) {
        return answer(request, new Prepared(status, "text/html", "", false, Map.of("Location", location)));
    }

    static Prepared prepared(int status, String contentType, byte[] body) {
        return new Prepared(status, contentType, new String(body, StandardCharsets.ISO_8859_1), false, Map.of());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<Received> received() {
        return received;
    }

    List<String> lines() {
        return received.stream().map(Received::line).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Received request = new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        received.add(request);
        Prepared answer = next(request.line());
        byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.cut()) {
            exchange.sendResponseHeaders(answer.status(), body.length + 100L);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(answer.status(), 0);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Prepared next(String request) {
        Deque<Prepared> prepared = answers.get(request);
        if (prepared == null) {
            return prepared(404, "application/json", bytes("{\"error\":\"File not found in registry\"}\n"));
        }
        return prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
