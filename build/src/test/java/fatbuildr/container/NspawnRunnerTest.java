package fatbuildr.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.FileTree;
import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NspawnRunnerTest {
    private static final ProcessRunner PROCESSES = new ProcessRunner();
    private static final NspawnRunner RUNNER = runner();

    @TempDir
    static Path roots;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Journal journal = message -> {
        if (message instanceof ConsoleMessage.Bytes bytes) {
            output.writeBytes(bytes.data());
        }
    };
    private Path workspace;

    @BeforeAll
    static void root() throws Exception {
        TinyRoot.make(roots.resolve("base"), "builder:x:59500:59500::/build:/bin/sh");
    }

    @AfterAll
    static void nothingIsMounted() throws Exception {
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(roots.toString());
        FileTree.delete(roots.resolve("base"));
    }

    @BeforeEach
    void workspace() throws Exception {
        workspace = Files.createDirectory(directory.resolve("workspace"));
    }

    private static NspawnRunner runner(String... options) {
        List<String> all = Stream.concat(
                        Stream.of("--quiet", "--register=no", "--keep-unit", "--resolv-conf=replace-host"),
                        Stream.of(options))
                .toList();
        return new NspawnRunner(
                new Settings.Containers(Path.of("/usr/bin/systemd-nspawn"), List.of(), all, true), PROCESSES);
    }

    private static Root throwaway() {
        return new Root.Throwaway(roots.resolve("base"));
    }

    private TaskMark mark() {
        return new TaskMark("a-task", workspace);
    }

    private static ContainerRun isolated(String script) {
        return ContainerRun.isolated(throwaway(), "builder", List.of("sh", "-c", script));
    }

    private String output() {
        return output.toString(UTF_8);
    }

    @Test
    void theUserIsUnprivilegedAndStaysSo() throws Exception {
        RUNNER.run(isolated("id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status"), mark(), journal);
        assertThat(output().lines().map(line -> line.replaceAll("\\s+", " ")))
                .containsExactly("59500", "CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1");
    }

    @Test
    void theBackgroundIsLessUrgent() throws Exception {
        RUNNER.run(isolated("cat /proc/self/stat").inBackground(), mark(), journal);
        assertThat(output().split(" ", -1)[18]).isEqualTo("5");
    }

    @Test
    void thereIsNoNetworkButLoopback() throws Exception {
        RUNNER.run(isolated("grep : /proc/net/dev"), mark(), journal);
        assertThat(output().strip().lines()).singleElement().asString().startsWith("lo:");
    }

    @Test
    void theDaemonsEnvironmentAndMarkDoNotComeIn() throws Exception {
        RUNNER.run(isolated("env"), mark(), journal);
        assertThat(output()).contains("container=systemd-nspawn").doesNotContain("FATBUILDR", "NOTIFY_SOCKET=/dev");
    }

    @Test
    void changesAreThrownAwayAndNothingIsLeft() throws Exception {
        ContainerRun run =
                ContainerRun.administrative(throwaway(), List.of("sh", "-c", "touch /etc/new; rm /etc/os-release"));
        RUNNER.run(run, mark(), journal);
        assertThat(roots.resolve("base/etc/os-release")).exists();
        assertThat(roots.resolve("base/etc/new")).doesNotExist();
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void readOnlyRootsHaveTemporaryDirectoriesOfTheirOwn() throws Exception {
        Files.createDirectories(roots.resolve("base/var/tmp"));
        ContainerRun run =
                ContainerRun.administrative(new Root.ReadOnly(roots.resolve("base")), List.of("sh", "-c", """
                        rm /etc/os-release 2>/dev/null || echo read-only
                        touch /etc/new 2>/dev/null || echo read-only
                        touch /tmp/new /var/tmp/new
                        find /tmp /var/tmp -printf '%p %m\n'
                        """));
        RUNNER.run(run, mark(), journal);
        assertThat(output().lines())
                .containsExactly(
                        "read-only", "read-only", "/tmp 1777", "/tmp/new 644", "/var/tmp 1777", "/var/tmp/new 644");
        assertThat(roots.resolve("base/etc/os-release")).exists();
        assertThat(roots.resolve("base/tmp")).isEmptyDirectory();
        assertThat(roots.resolve("base/var/tmp")).isEmptyDirectory();
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void whatASiteMountsFindsItsPlaceInReadOnlyRoots() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("file"), "of the site");
        ContainerRun run = ContainerRun.isolated(
                new Root.ReadOnly(roots.resolve("base")), "builder", List.of("cat", "/opt/of/the/site/file"));
        runner("--bind-ro=" + shared + ":/opt/of/the/site").run(run, mark(), journal);
        assertThat(output()).isEqualTo("of the site");
        assertThat(roots.resolve("base/opt/of")).doesNotExist();
    }

    @Test
    void recordedChangesMakeOfACopyWhatTheContainerSaw() throws Exception {
        Path base = roots.resolve("base");
        Path opt = Files.createDirectories(base.resolve("opt"));
        for (String file :
                List.of("same/file", "gone", "edited", "emptied/file", "replaced/old", "file/was/directory")) {
            Files.createDirectories(opt.resolve(file).getParent().toAbsolutePath());
            Files.writeString(opt.resolve(file), "before\n");
        }
        Files.writeString(opt.resolve("directory"), "was a file");
        Path changes = Files.createDirectory(directory.resolve("changes"));
        Path work = Files.createDirectory(directory.resolve("work"));
        String script = """
                cd /opt
                rm -r gone emptied/file replaced file directory
                mkdir -p replaced directory/in/directory
                touch replaced/new directory/in/directory/file
                echo file > file
                echo after >> edited
                mv same/file moved
                chmod 2750 same
                chown 7:8 same
                ln -s /nowhere link
                find /opt -printf '%P %y %m %U %G %s %l %T@\n'
                """;
        RUNNER.run(
                ContainerRun.administrative(new Root.Recorded(base, changes, work), List.of("sh", "-euc", script)),
                mark(),
                journal);
        Path copy = directory.resolve("copy");
        command("cp", "-a", "--link", base.toString(), copy.toString());
        OverlayChanges.apply(changes, copy);
        String find = command("find", copy.resolve("opt").toString(), "-printf", "%P %y %m %U %G %s %l %T@\n");
        assertThat(find.lines().sorted().toList())
                .hasSizeGreaterThan(12)
                .isEqualTo(output().lines().sorted().toList());
        assertThat(copy.resolve("opt/edited")).hasContent("before\nafter");
        assertThat(opt.resolve("edited")).hasContent("before");
        assertThat(Files.getAttribute(copy.resolve("usr/bin/sh"), "unix:ino"))
                .isEqualTo(Files.getAttribute(base.resolve("usr/bin/sh"), "unix:ino"));
        FileTree.delete(opt);
    }

    private static String command(String... words) throws InterruptedException {
        return new ProcessRunner().capture(Command.of(words));
    }

    @Test
    void readOnlyBindsCannotBeWritten() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("with: colon"));
        Files.writeString(shared.resolve("file"), "kept");
        ContainerRun run = ContainerRun.administrative(
                        throwaway(), List.of("sh", "-c", "cat /shared/file; rm /shared/file"))
                .bind(Bind.readOnly(shared, "/shared"));
        assertThat(RUNNER.status(run, mark(), journal)).isNotZero();
        assertThat(output()).startsWith("kept");
        assertThat(shared.resolve("file")).exists();
    }

    @Test
    void writableBindsBelongToTheUser() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setAttribute(shared, "unix:uid", 59500);
        RUNNER.run(
                isolated("touch /build/made")
                        .bind(Bind.writable(shared, "/build"))
                        .in("/build"),
                mark(),
                journal);
        assertThat(Files.getAttribute(shared.resolve("made"), "unix:uid")).isEqualTo(59500);
    }

    @Test
    void failuresNameTheCommandInsideAndItsCode() {
        assertThatThrownBy(() -> RUNNER.run(isolated("exit 7"), mark(), journal))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("Command sh -c 'exit 7' failed with exit code 7");
    }

    @Test
    void rootsWhoseNameTheKernelWouldMisreadAreRefused() {
        Root odd = new Root.Throwaway(Path.of("/some/path,with=commas"));
        assertThatThrownBy(() -> RUNNER.run(ContainerRun.administrative(odd, List.of("id")), mark(), journal))
                .hasMessageContaining("/some/path,with=commas cannot be the root of a container");
    }

    @Test
    void interruptEndsEverythingInside() throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try {
                RUNNER.run(sleeping(), mark(), readiness);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        Thread worker = Thread.ofVirtual().start(task);
        ready.await();
        worker.interrupt();
        assertThat(task.get()).isTrue();
        assertThat(sleepers()).isZero();
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void whatAKilledDaemonLeftIsFoundByItsMarkAndEnded() throws Exception {
        FutureTask<Integer> task = new FutureTask<>(() -> RUNNER.status(sleeping(), mark(), readiness));
        Thread.ofVirtual().start(task);
        ready.await();
        Path other = Files.createDirectory(directory.resolve("workspace-2"));
        assertThat(Leftovers.kill(other)).isZero();
        assertThat(sleepers()).isEqualTo(1);
        assertThat(Leftovers.kill(directory)).isPositive();
        assertThat(sleepers()).isZero();
        assertThat(task.get()).isNotZero();
    }

    private final CountDownLatch ready = new CountDownLatch(1);
    private final Journal readiness = message -> {
        if (message instanceof ConsoleMessage.Bytes) {
            ready.countDown();
        }
    };

    /** Its argument is told from all others by this test's directory. */
    private ContainerRun sleeping() {
        return isolated("echo ready; exec sleep 1000 " + "0." + Integer.toUnsignedString(directory.hashCode()));
    }

    private long sleepers() throws InterruptedException {
        String argument = "0." + Integer.toUnsignedString(directory.hashCode());
        return PROCESSES
                .capture(Command.of("ps", "-eo", "stat,args"))
                .lines()
                .filter(line -> line.strip().matches("[^Z]\\S*\\s+sleep 1000 " + argument))
                .count();
    }
}
