package fatbuildr.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DownloadTest {
    @TempDir
    Path directory;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[1 << 16]);
                }
            }
        });
        server.createContext("/fits", exchange -> {
            exchange.sendResponseHeaders(200, 1 << 20);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(new byte[1 << 20]);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void filesComeThroughTheProxyOfTheEnvironment() {
        String proxy = "http://localhost:" + server.getAddress().getPort();
        new Download(Map.of("http_proxy", proxy))
                .fetch(URI.create("http://upstream.example/fits"), directory.resolve("file"));
        assertThat(directory.resolve("file")).hasSize(1 << 20);
    }

    @Test
    void aFileThatDoesNotEndIsGivenUp() {
        Download download = new Download(Map.of(), new SizeLimit(1 << 20));
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/endless");
        assertThatThrownBy(() -> download.fetch(url, directory.resolve("file")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("unable to download " + url + ": it is larger than 1 MiB");
        assertThat(directory).isEmptyDirectory();
        download.fetch(url.resolve("/fits"), directory.resolve("file"));
        assertThat(directory.resolve("file")).hasSize(1 << 20);
    }
}
