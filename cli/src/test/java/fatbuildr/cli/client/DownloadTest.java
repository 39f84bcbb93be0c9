package fatbuildr.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import fatbuildr.artifact.SourceUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
        server.createContext("/closed", exchange -> exchange.sendResponseHeaders(204, -1))
                .setAuthenticator(new BasicAuthenticator("sources") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return user.equals("jane") && password.equals("s:cret");
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
                .fetch(SourceUrl.parse("http://upstream.example/fits"), directory.resolve("file"));
        assertThat(directory.resolve("file")).hasSize(1 << 20);
    }

    @Test
    void aFileThatDoesNotEndIsGivenUp() {
        Download download = new Download(Map.of(), new SizeLimit(1 << 20));
        String server = "http://localhost:" + this.server.getAddress().getPort();
        assertThatThrownBy(() -> download.fetch(SourceUrl.parse(server + "/endless"), directory.resolve("file")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("unable to download " + server + "/endless: it is larger than 1 MiB");
        assertThat(directory).isEmptyDirectory();
        download.fetch(SourceUrl.parse(server + "/fits"), directory.resolve("file"));
        assertThat(directory.resolve("file")).hasSize(1 << 20);
    }

    @Test
    void thePasswordOfAUrlIsToldToItsServerAndNotShown() {
        Download download = new Download(Map.of());
        String server = "localhost:" + this.server.getAddress().getPort();
        download.fetch(SourceUrl.parse("http://jane:s%3Acret@" + server + "/closed"), directory.resolve("file"));
        assertThat(directory.resolve("file")).isEmptyFile();
        assertThatThrownBy(() -> download.fetch(
                        SourceUrl.parse("http://jane:wrong@" + server + "/closed"), directory.resolve("other")))
                .hasMessageContaining("unable to download http://" + server + "/closed: ");
        assertThat(directory.resolve("other")).doesNotExist();
    }
}
