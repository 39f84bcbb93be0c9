package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong request gets one clear error and the right exit code or status, and the daemon goes on. */
final class BadInputIT {
    private static Site site;
    private static Path definitions;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start("bad-input").withEnvironment();
        definitions = Files.createDirectories(site.directory.resolve("definitions"));
    }

    @AfterAll
    static void stop() {
        // Whatever was thrown at it, the daemon still builds.
        try {
            assertThat(site.buildGreeting("After all").succeeded()).contains("Task succeeded");
        } finally {
            site.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--distribution nowhere,nowhere",
        "--derivative nothing,nothing",
        "--format rpm,rpm",
        "--subdir absent,absent",
    })
    void aWrongOptionIsNamed(String option, String named) {
        String[] words = option.split(" ");
        Command refused = site.buildGreeting("Wrong", words);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains(named).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "artifact,../../etc,400",
        "artifact,a/b,400",
        "artifact,a%0ab,400",
        "artifact,-rf,400",
        "format,nope,404",
        "distribution,nope,404",
        "derivative,nope,404",
        "architectures,pdp11,400",
    })
    void aWrongFieldOfABuildRequestIsRefused(String field, String value, int status) throws IOException {
        Path tarball = site.packedGreeting();
        String before = filesKept();
        Command answer = post(tarball, field, value.replace("%0a", "\n"));
        assertThat(answer.output())
                .endsWith("\n" + status)
                .contains("\"error\"")
                .doesNotContain(site.directory.toString(), "Exception");
        // peer-defect-24: nothing is left of a refused upload.
        assertThat(filesKept()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "'tar -cJPf X ../fatbuildr.ini',..",
        "'tar -cJPf X /etc/hostname',/etc/hostname",
        "'ln -sf /etc/passwd link && tar -cJf X link',link",
        "'mknod device c 1 3 && tar -cJf X device',device",
        "'head -c 1000000000 /dev/zero > zeros && tar -cJf X zeros',zeros",
        "'echo no archive > X',archive",
    })
    void aHostileDefinitionFailsItsTaskWithOneReason(String recipe, String named) throws IOException {
        Path tarball = site.directory.resolve("hostile.tar.xz");
        Path scratch = site.directory.resolve("scratch");
        Command.run(site.directory, "rm", "-rf", scratch.toString()).succeeded();
        Files.createDirectories(scratch);
        Command.run(scratch, "sh", "-c", recipe.replace("X", tarball.toString()))
                .succeeded();
        Command answer = post(tarball, "message", "Hostile");
        assertThat(answer.output()).endsWith("\n200");
        Command watched = site.ctl("watch", answer.task());
        assertThat(watched.exit()).isEqualTo(1);
        assertThat(watched.output()).contains(named, "Task failed").doesNotContain("\tat ");
    }

    @Test
    void aMissingOrBrokenSourceFailsItsTaskAndIsFetchedAgainOnceMended() throws IOException {
        Path definition = Files.createDirectories(definitions.resolve("greeting"));
        Command.run(Site.EXAMPLES, "cp", "-a", "artifacts/greeting/.", definition.toString())
                .succeeded();
        Path source = site.directory.resolve("greeting-0.9.tar.xz");
        Command.run(Site.EXAMPLES.resolve("sources"), "tar", "-cJf", source.toString(), "greeting")
                .succeeded();
        byte[] archive = Files.readAllBytes(source);
        int[] status = {404};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status[0], status[0] == 404 ? -1 : archive.length);
            if (status[0] == 200) {
                exchange.getResponseBody().write(archive);
            } else if (status[0] == 206) {
                exchange.getResponseBody().write(archive, 0, archive.length / 2);
            }
            exchange.close();
        });
        server.start();
        Files.writeString(definition.resolve("artifact.yml"), """
                source: http://127.0.0.1:%d/greeting-{{ version }}.tar.xz
                version: 0.9
                checksums:
                  0.9:
                    sha256: %s
                deb:
                  release: 1
                """.formatted(
                        server.getAddress().getPort(), HelloSource.sha256(source)));
        // peer-defect-9: an error page never becomes the cached source.
        Command missing = site.build(definitions, "greeting", "Missing");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.output()).contains("404", "greeting-0.9.tar.xz", "Task failed");
        status[0] = 206;
        Command half = site.build(definitions, "greeting", "Half");
        assertThat(half.exit()).isEqualTo(1);
        assertThat(half.output()).contains("greeting-0.9.tar.xz", "Task failed");
        status[0] = 200;
        assertThat(site.build(definitions, "greeting", "Mended").succeeded()).contains("Task succeeded");
        server.stop(0);
    }

    @Test
    void aFullDiskDuringPublicationLosesNothing() throws IOException {
        Path registry = site.directory.resolveSibling("small-disk").resolve("registry");
        try (Site small = Site.start("small-disk")) {
            small.stop();
            Command.run(registry, "mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", registry.toString())
                    .succeeded();
            small.startDaemon();
            assertThat(small.buildGreeting("Fits").succeeded()).contains("Task succeeded");
            Command.run(registry, "sh", "-c", "head -c 10000000 /dev/zero > filler || true")
                    .succeeded();
            Command full = small.buildGreeting("Does not fit");
            assertThat(full.exit()).isEqualTo(1);
            assertThat(full.output()).contains("No space left on device", "Task failed");
            AptClient client = new AptClient(small, "small", "main");
            assertThat(client.apt("apt-get", "update").succeeded()).doesNotContain("W:", "E:");
            Files.delete(registry.resolve("filler"));
            assertThat(small.buildGreeting("Fits again").succeeded()).contains("Task succeeded");
            assertThat(client.apt("apt-get", "update").succeeded()).doesNotContain("W:", "E:");
        } finally {
            Command.run(site.directory, "umount", "--lazy", registry.toString()).succeeded();
        }
    }

    private static String filesKept() {
        return Command.run(site.directory, "sh", "-c", "find workspaces tmp | sort")
                .succeeded();
    }

    /** Posts a build request with one field replaced; the output ends with a line holding the status. */
    private static Command post(Path tarball, String field, String value) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "-w", "\n%{http_code}"));
        line.addAll(site.buildRequest(tarball, Map.of(field, value)));
        line.add(site.uri() + "/build");
        return Command.run(tarball.getParent(), line);
    }
}
