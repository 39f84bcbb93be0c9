package fatbuildr.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.artifact.SourceUrl;
import fatbuildr.proxy.EnvironmentProxies;
import fatbuildr.source.Checksums;
import fatbuildr.source.DownloadLimits;
import fatbuildr.source.RecordingJournal;
import fatbuildr.source.RemoteSource;
import fatbuildr.source.SourceCache;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Downloads go through the proxies that this machine's environment names. */
final class EnvironmentProxiesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "http_proxy", "http://proxy.example:3128/",
            "HTTPS_PROXY", "secure.example:8443",
            "HTTP_PROXY", "http://wrong.example:1",
            "no_proxy", ".intern.example,exact.example");

    @ParameterizedTest
    @CsvSource({
        "http://upstream.example/a, proxy.example:3128",
        "https://upstream.example/a, secure.example:8443",
        "http://exact.example/a,",
        "http://sub.exact.example/a,",
        "http://host.intern.example/a,",
        "http://HOST.intern.example/a,",
        "http://notintern.example/a, proxy.example:3128",
        "http://localhost:8080/a,",
        "http://127.0.0.1:8080/a,",
        "http://[::1]/a,",
        "http://127.0.0.1.example/a, proxy.example:3128",
        "ftp://upstream.example/a,",
    })
    void areChosenAsCurlDoes(URI uri, String proxy) {
        List<Proxy> chosen = new EnvironmentProxies(ENVIRONMENT).select(uri);
        if (proxy == null) {
            assertThat(chosen).containsExactly(Proxy.NO_PROXY);
        } else {
            assertThat(chosen)
                    .singleElement()
                    .satisfies(found -> assertThat(((InetSocketAddress) found.address()).getHostString() + ":"
                                    + ((InetSocketAddress) found.address()).getPort())
                            .isEqualTo(proxy));
        }
    }

    @Test
    void everythingAndNothingCanBeSpared() {
        URI uri = URI.create("http://upstream.example/");
        assertThat(new EnvironmentProxies(Map.of("http_proxy", "http://p.example", "no_proxy", "*")).select(uri))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(new EnvironmentProxies(Map.of("http_proxy", "http://[broken")).select(uri))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void aDownloadReallyGoesThrough(@TempDir Path directory) throws Exception {
        byte[] content = "the archive".getBytes(StandardCharsets.US_ASCII);
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        proxy.start();
        try {
            String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
            SourceCache cache = new SourceCache(
                    directory, DownloadLimits.DEFAULT, new EnvironmentProxies(Map.of("http_proxy", address)));
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            // The name cannot be resolved here: only the proxy could know it.
            RemoteSource source = new RemoteSource(
                    SourceUrl.parse("http://upstream.invalid/hello-1.0.tar.gz"),
                    new Checksums(Map.of(ChecksumAlgorithm.SHA256, sha256)));
            Path target = directory.resolve("hello-1.0.tar.gz");
            cache.fetch("default", "hello", source, target, new RecordingJournal());
            assertThat(target).hasBinaryContent(content);
            assertThat(asked).containsExactly("http://upstream.invalid/hello-1.0.tar.gz");
        } finally {
            proxy.stop(0);
        }
    }
}
