package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path root;

    private Site site;

    private record Outcome(int status, String output, String errors) {}

    @BeforeEach
    void configure() throws IOException {
        site = Site.in(root);
    }

    private static Outcome run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = Main.run(new PrintStream(output), new PrintStream(errors), words);
        return new Outcome(status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void versionAndHelp() {
        assertThat(run("-v")).isEqualTo(new Outcome(0, "fatbuildrd " + Version.text() + "\n", ""));
        assertThat(Version.text()).startsWith("3.0.0");
        assertThat(run("--help")).isEqualTo(new Outcome(0, Arguments.USAGE, ""));
    }

    @Test
    void aMistakeIsOneLineOnStandardError() throws Exception {
        assertThat(run("--nonsense"))
                .isEqualTo(new Outcome(1, "", "fatbuildrd: unknown argument --nonsense, see fatbuildrd --help\n"));
        assertThat(run("--vendor-config", root + "/none").errors())
                .isEqualTo("fatbuildrd: Configuration file " + root + "/none does not exist\n");

        site.configure(0, "[web]\nport = much\n");
        Outcome wrongValue = run(site.arguments());
        assertThat(wrongValue.status()).isEqualTo(1);
        assertThat(wrongValue.errors())
                .startsWith("fatbuildrd: ")
                .endsWith("\n")
                .hasLineCount(1);
    }

    /** A policy that cannot be understood must not leave the server open, nor closed without a word. */
    @Test
    void aWrongPolicyStopsTheStart() throws Exception {
        Path policy = Files.writeString(root.resolve("policy.acl"), "[roles]\nops=alice\n[ops]\nactions=@admins\n");
        Files.writeString(
                site.ini(), Files.readString(site.ini()).replace("[web]\n", "[web]\npolicy = " + policy + "\n"));

        assertThat(run(site.arguments()))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "fatbuildrd: " + policy + ":4: [ops] actions: the role @admins is not declared in [roles]\n"));
    }

    @Test
    void aTokenIsPrintedForWhoMayReadTheKey() throws Exception {
        String[] words = Stream.concat(
                        Arrays.stream(site.arguments()), Stream.of("--generate-token", "lab", "--user", "alice"))
                .toArray(String[]::new);
        assertThat(run(words)).isEqualTo(new Outcome(1, "", "fatbuildrd: unable to issue a token of lab instance\n"));
        Daemon.start(
                        Arguments.parse(site.arguments()),
                        Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + root.resolve("no-bus")),
                        _ -> {})
                .close();

        Outcome issued = run(words);

        assertThat(issued.errors()).isEmpty();
        assertThat(issued.output()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\n");
        assertThat(run("--generate-token", "prod", words[0], words[1], words[2], words[3]))
                .isEqualTo(new Outcome(1, "", "fatbuildrd: instance prod not found\n"));
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site.configure(taken.getLocalPort(), "");

            Outcome outcome = run(site.arguments());

            assertThat(outcome)
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "fatbuildrd: cannot listen on 127.0.0.1 port " + taken.getLocalPort()
                                    + ": the address is in use by another program, or not of this machine\n"));
        }
    }

    /** The program as a process of its own: ready file, one line, logs on standard error, end by SIGTERM. */
    @Test
    void theProgramTellsWhenItIsReadyAndStopsOrderly() throws Exception {
        site.configure(0, "[nonsense]\nkey = value\n");
        site.define("broken", "formats: 3");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(site.arguments()));
        Path output = root.resolve("output");
        Path errors = root.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(site.ready()) || !process.isAlive());
            String url = Files.readString(site.ready());

            assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+\n");
            assertThat(Files.readString(output)).isEqualTo("fatbuildrd " + Version.text() + " serves " + url);
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(site.ready()).doesNotExist();
        assertThat(Files.readString(errors))
                .contains("main: [WARN] ", "nonsense", "main: [ERROR] ", "broken.yml")
                .contains("stop: [INFO] stopping\n", "stop: [INFO] stopped\n")
                .doesNotContain("Exception");
    }
}
