package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.daemon.remote.RemoteEngine;
import fatbuildr.dbus.BusAddress;
import fatbuildr.dbus.BusConnection;
import fatbuildr.dbus.Names;
import fatbuildr.dbus.OutgoingCall;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Architectures;
import fatbuildr.instance.InstanceLoader;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that the bus starts, and that leaves when it has nothing to do, behind the engine of another process. */
class RemoteEngineTest {
    @TempDir
    Path root;

    @AutoClose
    private PrivateBus bus;

    @AutoClose
    private RemoteEngine engine;

    private Site site;

    @BeforeEach
    void begin() throws Exception {
        site = Site.in(root);
        List<String> daemon = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "fatbuildr.daemon.Main",
                "--no-http",
                "--idle-exit",
                "1"));
        daemon.addAll(List.of(site.arguments()));
        bus = PrivateBus.activating(BusSite.SHARE, daemon);
        bus.exchange();
        Settings settings = SettingsLoader.load(site.vendor(), site.ini()).settings();
        engine = RemoteEngine.at(
                BusAddress.of(bus.environment()),
                settings,
                new InstanceLoader(Architectures.host(), settings.images().formats())
                        .load(settings.dirs().instances())
                        .definitions());
    }

    private boolean isRunning() throws Exception {
        try (BusConnection connection = BusConnection.open(BusAddress.of(bus.environment()))) {
            return Boolean.TRUE.equals(connection
                    .call(OutgoingCall.ofBus("NameHasOwner", "s", Names.SERVICE))
                    .getFirst());
        }
    }

    private static List<ConsoleMessage> output(InstanceService instance, TaskId task) throws InterruptedException {
        List<TimedMessage> messages = new ArrayList<>();
        instance.watch(task, messages::addAll);
        return messages.stream().map(TimedMessage::message).toList();
    }

    @Test
    void aDaemonThatLeftIsStartedAgainByTheNextCall() throws Exception {
        InstanceService lab = engine.instance("lab");
        TaskId id = lab.submit(new TaskSpec.HistoryPurge(), "alice");
        assertThat(output(lab, id)).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"));
        // The end is shown once it is recorded.
        Task task = lab.task(id);
        assertThat(task.user()).isEqualTo("alice");
        assertThat(task.result()).isEqualTo(TaskResult.SUCCESS);
        await().atMost(Duration.ofSeconds(30)).until(() -> !isRunning());

        assertThat(lab.history(0)).containsExactly(task);
        assertThat(output(lab, id)).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"));
        assertThat(lab.keyring()).isEmpty();
        assertThat(lab.exportKeyring()).isEmpty();
        assertThat(lab.failedWorkers()).isEmpty();
        assertThatThrownBy(() -> lab.cancel(id, "alice"))
                .isInstanceOfSatisfying(
                        FatbuildrException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FatbuildrException.Kind.CONFLICT));
        String token = lab.tokens().generate("bob");
        assertThat(lab.tokens().subject(token)).isEqualTo("bob");
    }

    private static BuildSubmission submission(Path place) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(place), "upload");
        return new BuildSubmission(
                new TaskSpec.ArtifactBuild(
                        "deb", "trixie", "main", "a", List.of("x86_64"), "Alice", "a@lab.example", "New", false),
                directory,
                Files.writeString(directory.resolve("definition.tar.xz"), "xz"),
                List.of());
    }

    /** Sources of gigabytes are written once. */
    @Test
    void uploadsAreTakenOverWithoutACopy() throws Exception {
        InstanceService lab = engine.instance("lab");
        BuildSubmission upload = submission(site.workspaces().resolve(".web-uploads"));
        Object file = Files.getAttribute(upload.tarball(), "unix:ino");
        Path taken = lab.task(lab.submitBuild(upload, "alice")).place();
        try (Stream<Path> files = Files.walk(taken)) {
            assertThat(files.filter(path -> path.endsWith("definition.tar.xz")))
                    .singleElement()
                    .satisfies(path ->
                            assertThat(Files.getAttribute(path, "unix:ino")).isEqualTo(file));
        }
        assertThat(site.workspaces().resolve(".web-uploads")).isEmptyDirectory();
        assertThat(site.workspaces().resolve(".uploads")).isEmptyDirectory();

        BuildSubmission elsewhere = submission(bus.exchange());
        assertThatThrownBy(() -> lab.submitBuild(elsewhere, "alice"))
                .hasMessageContaining("is not that of a file in a directory of " + site.workspaces());
    }
}
