package fatbuildr.cli.client;

import fatbuildr.proxy.EnvironmentProxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests to one server: connection, token, redirects, size bounds, and failures in words. */
final class HttpTransport {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_BODY = 256 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofMillis(300);

    private final ServerUri server;
    private final Optional<String> token;
    private final Map<String, String> environment;
    private @Nullable HttpClient plainClient;
    private @Nullable HttpClient secureClient;

    HttpTransport(ServerUri server, Optional<String> token, Map<String, String> environment) {
        this.server = server;
        this.token = token;
        this.environment = environment;
    }

    /** An answer with status 200, read whole. */
    record Answer(URI uri, String contentType, String body) {}

    Answer get(String path) {
        return whole(open(path));
    }

    /** The body as it comes, without any time limit. */
    InputStream stream(String path) {
        return open(path).body();
    }

    Answer post(String path, String json) {
        return whole(send(request(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build()));
    }

    Answer post(String path, String contentType, BodyPublisher body) {
        return whole(send(request(uri(path))
                .header("Content-Type", contentType)
                .POST(body)
                .build()));
    }

    Answer delete(String path) {
        return whole(send(request(uri(path)).DELETE().build()));
    }

    private URI uri(String path) {
        return URI.create(server.base() + "/" + path);
    }

    /** Connects to the console at a path. */
    ConsoleConnection console(String path) {
        URI uri = uri(path);
        URI address = URI.create(uri.toString().replaceFirst("^http", "ws"));
        return new WebSocketConsole(listener -> {
            WebSocket.Builder builder = client(uri)
                    .newWebSocketBuilder()
                    .header("User-Agent", "fatbuildrctl")
                    .connectTimeout(CONNECT);
            token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
            try {
                return builder.buildAsync(address, listener).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.runtime("interrupted while waiting for " + server.base(), e);
            } catch (ExecutionException e) {
                throw notConnected(path, e.getCause());
            }
        });
    }

    /** The answer to an upgrade has no text: a plain request is refused for the same reason, in words. */
    private Failure notConnected(String path, @Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused
                && refused.getResponse().statusCode() != 101) {
            try {
                get(path);
            } catch (Failure failure) {
                if (failure.status() != 400) {
                    return failure;
                }
            }
            return Failure.answered(
                            refused.getResponse().statusCode(), "the console at " + uri(path) + " cannot be opened")
                    .hint("a proxy in front of the server has to pass WebSocket connections on");
        }
        if (cause instanceof IOException broken) {
            return ConnectionFailure.of(server, broken);
        }
        return Failure.server("the console at " + uri(path) + " cannot be opened: " + cause);
    }

    /** Follows redirects, but hands the token to the configured server only. */
    private HttpResponse<InputStream> open(String path) {
        URI uri = uri(path);
        for (int redirects = 0; ; redirects++) {
            HttpRequest.Builder request = sameServer(uri) ? request(uri) : bare(uri);
            HttpResponse<InputStream> response = exchange(request.GET().build());
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty() || redirects == MAX_REDIRECTS) {
                return checked(response);
            }
            close(response);
            uri = target(uri, location.get());
        }
    }

    private URI target(URI from, String location) {
        try {
            URI to = from.resolve(location);
            if ("https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()))) {
                return to;
            }
        } catch (IllegalArgumentException malformed) {
            throw Failure.server(from + " redirects to a malformed address", malformed);
        }
        throw Failure.server(from + " redirects to " + location + ", which is not followed");
    }

    private boolean sameServer(URI uri) {
        URI base = URI.create(server.base());
        return base.getScheme().equalsIgnoreCase(uri.getScheme())
                && base.getHost().equalsIgnoreCase(uri.getHost())
                && base.getPort() == uri.getPort();
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = bare(uri);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private static HttpRequest.Builder bare(URI uri) {
        return HttpRequest.newBuilder(uri).header("User-Agent", "fatbuildrctl");
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        HttpResponse<InputStream> response = exchange(request);
        if (response.statusCode() / 100 == 3) {
            close(response);
            throw Failure.server(request.uri() + " redirects to "
                            + response.headers().firstValue("Location").orElse("another address"))
                    .hint("give that server's address with --uri: changes are never sent on by redirects");
        }
        return checked(response);
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) {
        try {
            return client(request.uri()).send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw ConnectionFailure.of(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while waiting for " + server.base(), e);
        }
    }

    /** Ends the client's threads: the JVM waits 0.3 seconds at its end for one that is in a system call. */
    void close() {
        Stream.of(plainClient, secureClient).filter(Objects::nonNull).forEach(client -> {
            client.shutdownNow();
            try {
                client.awaitTermination(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private HttpClient client(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        HttpClient client = secure ? secureClient : plainClient;
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(new EnvironmentProxies(environment))
                    .connectTimeout(CONNECT);
            if (secure) {
                TrustedAuthorities.of(environment).ifPresent(builder::sslContext);
                client = secureClient = builder.build();
            } else {
                client = plainClient = builder.sslContext(PlainOnly.context()).build();
            }
        }
        return client;
    }

    private HttpResponse<InputStream> checked(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status == 200) {
            return response;
        }
        throw ErrorAnswer.of(server, status, whole(response), this::plainGet);
    }

    /** Without hints of its own: for looking something up while explaining a failure. */
    private String plainGet(String address) {
        HttpResponse<InputStream> response =
                exchange(bare(URI.create(address)).GET().build());
        if (response.statusCode() != 200) {
            close(response);
            throw Failure.answered(response.statusCode(), address);
        }
        return whole(response).body();
    }

    private Answer whole(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw Failure.server("answer of " + response.uri() + " is larger than 256 MiB");
            }
            String type = response.headers().firstValue("Content-Type").orElse("no content type");
            return new Answer(response.uri(), type, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ConnectionFailure.of(server, e);
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.skip(0);
        } catch (IOException e) {
            // The answer is not needed any more.
        }
    }
}
