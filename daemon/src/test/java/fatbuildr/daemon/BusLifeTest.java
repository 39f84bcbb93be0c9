package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fatbuildr.error.FatbuildrException;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start and end of a daemon on the bus, and what the service manager is told (dbus-api.md section 11). */
class BusLifeTest {
    private static final int NOT_ENDED = -1;
    private static final String[] QUEUE = {
        "busctl",
        "--system",
        "get-property",
        "org.rackslab.Fatbuildr",
        "/org/rackslab/Fatbuildr/Instances/lab",
        "org.rackslab.Fatbuildr.Instance",
        "Queue"
    };

    @TempDir
    Path root;

    private Site site;

    @AutoClose
    private PrivateBus bus;

    private final AtomicInteger ended = new AtomicInteger(NOT_ENDED);

    @BeforeEach
    void begin() throws Exception {
        site = Site.in(root);
        bus = PrivateBus.withoutPolkit(BusSite.SHARE);
        bus.exchange();
    }

    private Arguments arguments(String... more) {
        List<String> words = new ArrayList<>(List.of(site.arguments()));
        words.addAll(List.of(more));
        return Arguments.parse(words.toArray(String[]::new));
    }

    private Daemon start(String... more) {
        return Daemon.start(arguments(more), bus.environment(), ended::set);
    }

    @Test
    void withoutPolkitEverythingIsRefused() throws Exception {
        try (Daemon _ = start("--no-http")) {
            assertThat(bus.ask(PrivateBus.ROOT, QUEUE).text())
                    .contains("action view task not authorized to user root(0): polkit does not answer, is it installed"
                            + " and running?");
        }
    }

    @Test
    void httpIsServedWithoutBus() {
        Map<String, String> nowhere = Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + root.resolve("none"));
        try (Daemon daemon = Daemon.start(arguments(), nowhere, ended::set)) {
            assertThat(daemon.url()).startsWith("http://");
        }
        assertThatThrownBy(() -> Daemon.start(arguments("--no-http"), nowhere, ended::set))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("cannot connect to the bus at unix:path=" + root.resolve("none")
                        + ": No such file or directory");
    }

    @Test
    void aSecondDaemonDoesNotTakeTheName() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("second"));
        Site second = Site.in(elsewhere);
        try (Daemon _ = start("--no-http")) {
            List<String> words = new ArrayList<>(List.of(second.arguments()));
            words.add("--no-http");
            assertThatThrownBy(() ->
                            Daemon.start(Arguments.parse(words.toArray(String[]::new)), bus.environment(), ended::set))
                    .hasMessageContaining("is taken on the bus");
        }
    }

    /** Or else a call that comes before the end of the process would start the service that systemd stops. */
    @Test
    void aStoppedDaemonKeepsTheNameUntilItsEnd() throws Exception {
        String[] owner = {
            "busctl",
            "--system",
            "call",
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            "s",
            "org.rackslab.Fatbuildr"
        };
        try (Daemon daemon = start("--no-http")) {
            daemon.stop();
            assertThat(bus.ask(PrivateBus.ROOT, owner).text().strip()).isEqualTo("b true");
        }
        assertThat(bus.ask(PrivateBus.ROOT, owner).text().strip()).isEqualTo("b false");
    }

    @Test
    void aLostBusEndsADaemonThatHasNothingElse() throws Exception {
        try (Daemon _ = start("--no-http")) {
            bus.close();
            await().atMost(Duration.ofSeconds(10)).untilAtomic(ended, org.hamcrest.Matchers.is(1));
        }
    }

    /** A daemon that has HTTP as well goes on, and is on the bus again when that is back. */
    @Test
    void aBusThatComesBackIsServedAgain() throws Exception {
        bus.startPolkit();
        try (Daemon daemon = start()) {
            assertThat(bus.ask(PrivateBus.ROOT, QUEUE).text().strip()).isEqualTo("aa{sv} 0");
            bus.stopBus();
            assertThat(daemon.url()).startsWith("http://");
            bus.restartBus();
            bus.startPolkit();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bus.ask(PrivateBus.ROOT, QUEUE).text().strip().equals("aa{sv} 0"));
            assertThat(ended).hasValue(NOT_ENDED);
        }
    }

    @Test
    void aMissingDropDirectoryIsMade() throws Exception {
        Path exchange = bus.exchange();
        Files.delete(exchange);
        try (Daemon _ = start("--no-http")) {
            // Members leave what is not theirs alone, what the daemon takes as well.
            assertThat(Files.getAttribute(exchange, "unix:mode")).isEqualTo(041775);
        }
        Files.delete(exchange);
        Files.writeString(exchange, "in the way");
        try (Daemon _ = start("--no-http")) {
            assertThat(exchange).hasContent("in the way");
        }
    }

    /** peer-defect-2: no defect of a worker goes unnoticed. */
    @Test
    void aDeadWorkerMakesTheServiceManagerStartAgain_peerDefect2() {
        assertThat(Watch.words(List.of())).containsExactly("WATCHDOG=1");
        assertThat(Watch.words(List.of("worker-lab-0")))
                .containsExactly("STATUS=Worker thread worker-lab-0 failed", "WATCHDOG=trigger");
    }

    private Process launch(Path log, Map<String, String> environment, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "fatbuildr.daemon.Main"));
        command.addAll(List.of(site.arguments()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(bus.environment());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Leaves by itself with status 0, and systemd is told, here over an abstract address. */
    @Test
    void anIdleDaemonLeaves() throws Exception {
        Path log = root.resolve("log");
        Path told = root.resolve("told");
        String name = "fatbuildr-test-" + ProcessHandle.current().pid();
        Process listener = new ProcessBuilder("/usr/bin/python3", "-u", "-c", """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind('\\0' + sys.argv[1])
                print('listening', flush=True)
                while True:
                    text = s.recv(4096).decode()
                    print(text, flush=True)
                    if 'STOPPING' in text:
                        break
                """, name)
                .redirectOutput(told.toFile())
                .start();
        try {
            await().until(() -> Files.readString(told).contains("listening"));
            Process daemon = launch(log, Map.of("NOTIFY_SOCKET", "@" + name), "--no-http", "--idle-exit", "1");
            try {
                assertThat(daemon.waitFor(40, TimeUnit.SECONDS))
                        .as(Files.readString(log))
                        .isTrue();
                assertThat(daemon.exitValue()).as(Files.readString(log)).isZero();
                assertThat(Files.readString(log)).contains("nothing to do: leaving", "stopped");
                assertThat(listener.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(Files.readString(told))
                        .containsSubsequence("READY=1\nSTATUS=Serving dbus://system", "WATCHDOG=1", "STOPPING=1");
            } finally {
                daemon.destroyForcibly();
            }
        } finally {
            listener.destroy();
        }
    }

    /** A call arrives again and again: the daemon stays for as long, and answers every one. */
    @Test
    void aUsedDaemonStays() throws Exception {
        bus.startPolkit();
        Path log = root.resolve("log");
        Process daemon = launch(log, Map.of(), "--no-http", "--idle-exit", "2");
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.readString(log).contains("serves dbus"));
            for (int i = 0; i < 8; i++) {
                assertThat(bus.ask(PrivateBus.ROOT, QUEUE).text().strip()).isEqualTo("aa{sv} 0");
                Thread.sleep(700);
            }
            assertThat(daemon.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void theServiceManagerIsToldOverASocketFileToo() throws Exception {
        Path socket = root.resolve("notify");
        Path told = root.resolve("told");
        Process listener = new ProcessBuilder("/usr/bin/python3", "-u", "-c", """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind(sys.argv[1])
                print(s.recv(4096).decode(), flush=True)
                """, socket.toString())
                .redirectOutput(told.toFile())
                .start();
        try {
            await().until(() -> Files.exists(socket));
            ServiceManager.of(Map.of("NOTIFY_SOCKET", socket.toString())).tell("STATUS=hello");
            assertThat(listener.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(told)).isEqualTo("STATUS=hello\n");
        } finally {
            listener.destroy();
        }
        assertThat(ServiceManager.of(Map.of()).isListening()).isFalse();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "nonsense")).isListening())
                .isFalse();
    }
}
