package fatbuildr.source;

import static fatbuildr.artifact.ChecksumAlgorithm.MD5;
import static fatbuildr.artifact.ChecksumAlgorithm.SHA1;
import static fatbuildr.artifact.ChecksumAlgorithm.SHA256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import fatbuildr.artifact.SourceUrl;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceCacheTest {
    private static final byte[] CONTENT = "the archive".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    private static final DownloadLimits LIMITS =
            new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), 1 << 20);

    @TempDir
    Path directory;

    private final Upstream upstream = new Upstream();
    private final RecordingJournal journal = new RecordingJournal();

    @AfterEach
    void stop() {
        upstream.close();
    }

    private SourceCache cache(DownloadLimits limits) {
        return new SourceCache(directory.resolve("cache"), limits, HttpClient.Builder.NO_PROXY);
    }

    private Path cached() {
        return directory.resolve("cache/default/hello/hello-1.0.tar.gz");
    }

    private Path target() {
        return directory.resolve("hello-1.0.tar.gz");
    }

    private RemoteSource source(byte[] content) {
        return remote(
                upstream.url("/dl/hello-1.0.tar.gz"),
                new Checksums(Map.of(SHA256, hex("SHA-256", content), SHA1, hex("SHA-1", content))));
    }

    private static RemoteSource remote(String url, Checksums checksums) {
        return new RemoteSource(SourceUrl.parse(url + "!hello-1.0.tar.gz"), checksums);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void fetch(RemoteSource source) throws InterruptedException {
        cache(LIMITS).fetch("default", "hello", source, target(), journal);
    }

    private void failsAndLeavesNothing(RemoteSource source, DownloadLimits limits, String reason) throws IOException {
        assertThatThrownBy(() -> cache(limits).fetch("default", "hello", source, target(), journal))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(upstream.url("/dl/hello-1.0.tar.gz"));
        assertThat(target()).doesNotExist();
        try (Stream<Path> left = Files.list(cached().getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void downloadIsKeptAndUsedAgainWithoutTheServer() throws Exception {
        upstream.serve(CONTENT);
        fetch(source(CONTENT));
        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(cached()).hasBinaryContent(CONTENT);

        Files.delete(target());
        upstream.close();
        fetch(source(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(journal.lines())
                .containsExactly(
                        "INFO Downloading source " + upstream.url("/dl/hello-1.0.tar.gz"),
                        "INFO Downloaded source hello-1.0.tar.gz (110000 bytes), it fits its checksums",
                        "INFO Source hello-1.0.tar.gz is in the cache and fits its checksums");
    }

    /** peer-defect-9: the error page was kept as the archive, and upstream's repair never noticed. */
    @ParameterizedTest
    @ValueSource(ints = {404, 403, 500, 503, 304})
    void peerDefect9ErrorAnswerIsNotCachedAndTheRepairedUpstreamIsUsed(int status) throws Exception {
        upstream.answer(exchange -> exchange.sendResponseHeaders(status, -1));
        failsAndLeavesNothing(source(CONTENT), LIMITS, "the server answered " + status);

        upstream.serve(CONTENT);
        fetch(source(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void endlessErrorPageIsNotRead() throws Exception {
        upstream.answer(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            while (!Thread.interrupted()) {
                exchange.getResponseBody().write(CONTENT);
            }
        });

        failsAndLeavesNothing(source(CONTENT), LIMITS, "the server answered 500");
    }

    @Test
    void halfABodyIsNotCached() throws Exception {
        upstream.answer(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
            exchange.getResponseBody().flush();
        });

        failsAndLeavesNothing(source(CONTENT), LIMITS, "Cannot download");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nthe archive",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthe archive",
                "HTTP/1.1 200 OK\r\nContent-Length: lots\r\n\r\nthe archive",
                "HTTP/1.1 200 OK\r\n\r\nthe archive",
                "220 mail.example.org ESMTP\r\n",
            })
    void brokenAnswerIsNotCached(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerAll(server, answer));
            RemoteSource source = remote(
                    "http://127.0.0.1:" + server.getLocalPort() + "/x",
                    source(CONTENT).checksums());

            assertThatThrownBy(() -> fetch(source)).isInstanceOf(FatbuildrException.class);
        }
        assertThat(target()).doesNotExist();
        assertThat(cached().getParent()).isEmptyDirectory();
    }

    private static void answerAll(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The client went away, or the test is over.
            }
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        upstream.answer(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100);
            exchange.getResponseBody().flush();
            awaitQuietly(done);
        });
        DownloadLimits impatient =
                new DownloadLimits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(60), 1 << 20);

        failsAndLeavesNothing(source(CONTENT), impatient, "nothing came for");
        done.countDown();
    }

    @Test
    void tooLargeAnAnswerIsGivenUp() throws Exception {
        upstream.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(CONTENT);
            }
        });

        failsAndLeavesNothing(source(CONTENT), LIMITS, "it is larger than 1048576 bytes");
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        upstream.answer(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/dl/")) {
                exchange.getResponseHeaders().add("Location", "/real");
                exchange.sendResponseHeaders(302, -1);
            } else {
                Upstream.send(exchange, 200, CONTENT);
            }
        });

        fetch(source(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void endlessRedirectsAreGivenUp() throws Exception {
        upstream.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", exchange.getRequestURI() + "x");
            exchange.sendResponseHeaders(302, -1);
        });

        failsAndLeavesNothing(source(CONTENT), LIMITS, "Cannot download");
    }

    @Test
    void redirectToAFileIsNotFollowed() throws Exception {
        upstream.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
            exchange.sendResponseHeaders(302, -1);
        });

        failsAndLeavesNothing(source(CONTENT), LIMITS, "Cannot download");
    }

    @Test
    void wrongChecksumIsNamedAndDeleted() throws Exception {
        byte[] other = "something else".getBytes(StandardCharsets.US_ASCII);
        upstream.serve(other);

        failsAndLeavesNothing(
                source(CONTENT),
                LIMITS,
                "sha256 expected " + hex("SHA-256", CONTENT) + ", got " + hex("SHA-256", other));
        failsAndLeavesNothing(source(CONTENT), LIMITS, "sha1 expected " + hex("SHA-1", CONTENT));
    }

    @Test
    void everyAlgorithmIsVerified() throws Exception {
        upstream.serve(CONTENT);
        RemoteSource half = remote(
                upstream.url("/dl/hello-1.0.tar.gz"),
                new Checksums(Map.of(
                        SHA256, hex("SHA-256", CONTENT).toUpperCase(java.util.Locale.ROOT), SHA1, "0".repeat(40))));

        failsAndLeavesNothing(half, LIMITS, "sha1 expected " + "0".repeat(40));
    }

    @Test
    void changedCacheIsDownloadedAgainOnce() throws Exception {
        Files.createDirectories(cached().getParent());
        Files.writeString(cached(), "rotten");
        upstream.serve(CONTENT);

        fetch(source(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(cached()).hasBinaryContent(CONTENT);
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(journal.lines().getFirst()).contains("does not fit its checksums");
    }

    @Test
    void unreachableServerIsNamed() throws Exception {
        RemoteSource source = source(CONTENT);
        upstream.close();

        failsAndLeavesNothing(source, LIMITS, "the server cannot be reached");
    }

    @Test
    void buildsSideBySideDownloadOnce() throws Exception {
        upstream.serve(CONTENT);
        SourceCache cache = cache(LIMITS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> builds = Stream.of("a", "b", "c", "d")
                    .<Future<?>>map(name -> threads.submit(() -> {
                        cache.fetch("default", "hello", source(CONTENT), directory.resolve(name), journal);
                        return name;
                    }))
                    .toList();
            for (Future<?> build : builds) {
                build.get();
            }
        }

        assertThat(directory.resolve("d")).hasBinaryContent(CONTENT);
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void cancelEndsADownloadAndLeavesNothing() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        upstream.answer(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100);
            exchange.getResponseBody().flush();
            started.countDown();
            awaitQuietly(done);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> build = threads.submit(() -> {
                Thread waiter = Thread.currentThread();
                Thread.startVirtualThread(() -> {
                    awaitQuietly(started);
                    waiter.interrupt();
                });
                try {
                    fetch(source(CONTENT));
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            assertThat(build.get()).isTrue();
        }
        done.countDown();
        try (Stream<Path> left = Files.list(cached().getParent())) {
            assertThat(left).isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noChecksumIsAnError() {
        assertThatThrownBy(() -> new Checksums(Map.of()))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("No checksum");
    }

    @Test
    void weakChecksumsAreWarnedAbout() throws Exception {
        upstream.serve(CONTENT);
        fetch(remote(upstream.url("/dl/hello-1.0.tar.gz"), new Checksums(Map.of(MD5, hex("MD5", CONTENT)))));

        assertThat(journal.lines().getFirst()).startsWith("WARNING").contains("add a sha256");
    }

    @Test
    void passwordOfAUrlIsToldToItsServerAlone() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Upstream other = new Upstream()) {
            other.answer(exchange -> login(exchange, told, CONTENT));
            upstream.answer(exchange -> login(exchange, told, CONTENT));
            String url = upstream.url("/dl/hello-1.0.tar.gz").replace("http://", "http://jane:s%3Acret@");
            fetch(remote(url, source(CONTENT).checksums()));
            assertThat(cached()).hasBinaryContent(CONTENT);
            assertThat(told).containsExactly("jane:s:cret");

            Files.delete(target());
            Files.delete(cached());
            upstream.answer(exchange -> {
                exchange.getResponseHeaders().set("Location", other.url("/x"));
                exchange.sendResponseHeaders(302, -1);
            });
            assertThatThrownBy(() -> fetch(remote(url, source(CONTENT).checksums())))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageContaining(upstream.url("/dl/hello-1.0.tar.gz"));
            assertThat(told).hasSize(1);
        }
    }

    private static void login(HttpExchange exchange, List<String> told, byte[] content) throws IOException {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        if (sent == null) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"sources\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        told.add(new String(Base64.getDecoder().decode(sent.replace("Basic ", "")), StandardCharsets.UTF_8));
        Upstream.send(exchange, 200, content);
    }

    @Test
    void passwordOfAUrlIsNotShown() {
        RemoteSource source = remote("http://jane:secret@127.0.0.1/x", new Checksums(Map.of(MD5, "0".repeat(32))));

        assertThat(source.location().shown()).isEqualTo("http://127.0.0.1/x");
    }
}
