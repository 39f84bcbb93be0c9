package fatbuildr.source;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Downloads a file over HTTP, whole or with the reason why not. */
final class Downloader {
    private static final long POLL_MILLIS = 200;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final DownloadLimits limits;
    private final ProxySelector proxies;

    Downloader(DownloadLimits limits, ProxySelector proxies) {
        this.limits = limits;
        this.proxies = proxies;
    }

    /** Streams the answer to a new file, which is on disk on return. */
    void download(RemoteSource source, Path file, Journal journal) throws InterruptedException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxies);
        source.location().login().ifPresent(builder::authenticator);
        HttpClient client = builder.build();
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            download(client, source, channel, journal);
            channel.force(true);
        } catch (IOException e) {
            throw failed(source, "it cannot be written to " + file + ": " + e.getMessage(), e);
        } finally {
            client.shutdownNow();
        }
    }

    private void download(HttpClient client, RemoteSource source, FileChannel channel, Journal journal)
            throws InterruptedException {
        AtomicLong received = new AtomicLong();
        AtomicLong expected = new AtomicLong(-1);
        HttpRequest request = HttpRequest.newBuilder(source.url())
                .header("User-Agent", "fatbuildr")
                .GET()
                .build();
        CompletableFuture<HttpResponse<Long>> answer = client.sendAsync(request, head -> {
            if (head.statusCode() / 100 != 2) {
                return new NoBody();
            }
            expected.set(length(head));
            return new FileBody(channel, limits.bytes(), received);
        });
        try {
            HttpResponse<Long> response = await(answer, source, received, expected, journal);
            if (response.statusCode() / 100 != 2) {
                throw failed(source, "the server answered " + response.statusCode(), null);
            }
            if (expected.get() >= 0 && expected.get() != response.body()) {
                throw failed(source, "only " + response.body() + " of " + expected.get() + " bytes came", null);
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failed(source, reason(cause), cause);
        } finally {
            answer.cancel(true);
        }
    }

    private static long length(HttpResponse.ResponseInfo head) {
        try {
            OptionalLong length = head.headers().firstValueAsLong("Content-Length");
            return length.orElse(-1);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private HttpResponse<Long> await(
            CompletableFuture<HttpResponse<Long>> answer,
            RemoteSource source,
            AtomicLong received,
            AtomicLong expected,
            Journal journal)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long lastByte = start;
        long lastReport = start;
        long seen = 0;
        while (true) {
            try {
                return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                long now = System.nanoTime();
                if (received.get() != seen) {
                    seen = received.get();
                    lastByte = now;
                }
                if (now - lastByte > limits.idle().toNanos()) {
                    throw failed(source, "nothing came for " + limits.idle().toSeconds() + " s", null);
                }
                if (now - start > limits.total().toNanos()) {
                    throw failed(source, "it takes more than " + limits.total().toSeconds() + " s", null);
                }
                if (now - lastReport > REPORT_EVERY.toNanos()) {
                    lastReport = now;
                    String of = expected.get() > 0 ? " of " + expected.get() : "";
                    journal.info("Downloaded " + seen + of + " bytes of " + source.fileName());
                }
            }
        }
    }

    private static String reason(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof UnresolvedAddressException) {
                return "its host is unknown";
            }
        }
        if (cause instanceof ConnectException) {
            return "the server cannot be reached";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static FatbuildrException failed(RemoteSource source, String reason, @Nullable Throwable cause) {
        String message = "Cannot download " + source.location().shown() + ": " + reason;
        return cause == null ? FatbuildrException.external(message) : FatbuildrException.external(message, cause);
    }

    /** An error page may be endless: it is not read. */
    private static final class NoBody implements BodySubscriber<Long> {
        @Override
        public CompletionStage<Long> getBody() {
            return CompletableFuture.completedStage(0L);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
