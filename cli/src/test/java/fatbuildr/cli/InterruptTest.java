package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fatbuildr.journal.ConsoleMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on the real program, while a server keeps it waiting. */
final class InterruptTest {
    @TempDir
    Path home;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/lab/tasks/", Wire.update(Wire.BUILD, "running", "unknown"));
        answer(
                "/lab/pipelines/formats.json",
                "{\"deb\":[{\"derivatives\":[\"main\"],\"distribution\":\"trixie\",\"environment\":\"trixie\"}]}");
        answer("/lab/pipelines/architectures.json", "[\"x86_64\"]");
        server.createContext("/lab/watch/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(Wire.messages(ConsoleMessage.Bytes.of("working\n")));
            exchange.getResponseBody().flush();
            stall();
        });
        server.createContext("/lab/build", exchange -> stall());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void answer(String path, String json) {
        server.createContext(path, exchange -> send(exchange, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void stall() {
        reached.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As from a terminal: a shell lets its background jobs ignore the signal, and what they start. */
    private Process start(String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "fatbuildr.cli.Main",
                "--uri",
                "http://localhost:" + server.getAddress().getPort() + "/lab"));
        line.addAll(List.of(args));
        ProcessBuilder program = new ProcessBuilder(line);
        program.environment().put("HOME", home.toString());
        program.environment().put("TMPDIR", home.toString());
        return program.start();
    }

    private static void interrupt(Process program) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(program.pid())).start();
        assertThat(kill.waitFor()).isZero();
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aTaskThatIsFollowedGoesOn() throws Exception {
        Process program = start("watch", Wire.BUILD);
        byte[] shown = program.getInputStream().readNBytes("working\n".length());
        assertThat(new String(shown, StandardCharsets.UTF_8)).isEqualTo("working\n");
        interrupt(program);
        assertThat(program.exitValue()).isZero();
        assertThat(text(program.getErrorStream()))
                .isEqualTo("\nTask " + Wire.BUILD + " goes on. Follow it again with: fatbuildrctl watch " + Wire.BUILD
                        + " (end it with: fatbuildrctl cancel " + Wire.BUILD + ")\n");
    }

    @Test
    void anUploadLeavesNothingBehind() throws Exception {
        Files.createDirectories(home.resolve("artifacts/acme/deb"));
        Files.writeString(home.resolve("artifacts/acme/artifact.yml"), "version: 1\ndeb: {release: 1}\n");
        Files.writeString(home.resolve("artifacts/acme/deb/control"), "Architecture: all\n");
        Process program = start(
                "build",
                "-a",
                "acme",
                "-b",
                home.resolve("artifacts").toString(),
                "-d",
                "trixie",
                "-n",
                "A",
                "-e",
                "a@b",
                "-m",
                "m");
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        interrupt(program);
        assertThat(program.exitValue()).isEqualTo(130);
        assertThat(text(program.getErrorStream())).endsWith("\nInterrupted.\n").doesNotContain("ERROR");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("artifacts");
        }
    }
}
