package fatbuildr.cli.client;

import fatbuildr.artifact.SourceUrl;
import fatbuildr.proxy.EnvironmentProxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A file from a web server, whole or not at all. */
public final class Download {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final SizeLimit limit;

    /** @param environment variables of the process, for {@code SSL_CERT_FILE} and proxies */
    public Download(Map<String, String> environment) {
        this(environment, SizeLimit.SOURCE);
    }

    Download(Map<String, String> environment, SizeLimit limit) {
        this.environment = environment;
        this.limit = limit;
    }

    /** Replaces the file once everything has come; redirects are followed, but not from https to http. */
    public void fetch(SourceUrl source, Path file) {
        String url = source.shown();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(new EnvironmentProxies(environment));
        TrustedAuthorities.of(environment).ifPresent(builder::sslContext);
        source.login().ifPresent(builder::authenticator);
        Path fresh = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
        try (HttpClient client = builder.build()) {
            HttpRequest request = HttpRequest.newBuilder(source.url())
                    .timeout(ANSWER)
                    .header("User-Agent", "fatbuildrctl")
                    .build();
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw Failure.runtime(
                            "unable to download " + url + ": the server answered " + response.statusCode());
                }
                limit.copy(body, fresh, 0);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(fresh);
            String reason = e.getMessage() == null ? "the server cannot be reached" : e.getMessage();
            throw Failure.runtime("unable to download " + url + ": " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while downloading " + url, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next download replaces it.
        }
    }
}
