package fatbuildr.engine.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console socket (console-journal.md section 5). */
@SuppressWarnings("try") // connections close in the middle of tests
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TaskConsoleTest {
    @TempDir
    Path root;

    private Site site;

    @AutoClose
    private Engine engine;

    private InstanceService lab;

    @BeforeEach
    void open() throws InterruptedException {
        site = new Site(root);
        engine = site.open();
        lab = engine.instance(Site.INSTANCE);
        lab.watch(lab.submit(new TaskSpec.KeyringCreation(), "root"), _ -> true);
    }

    private Task started(String artifact) {
        TaskId id = lab.submitBuild(site.submission(Site.build(artifact)), "alice");
        await().until(() -> !lab.running().isEmpty());
        return lab.task(id);
    }

    private List<ConsoleMessage> journal(Task task) throws IOException {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(Files.readAllBytes(task.journal()));
        List<ConsoleMessage> messages = new ArrayList<>();
        decoder.next().ifPresent(messages::add);
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            messages.add(next.get());
        }
        return messages;
    }

    private static <T> FutureTask<T> beside(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    /** peer-defect-13: what a client is told is running can be connected to. */
    @Test
    void theSocketIsThereWheneverATaskIsReportedRunning() throws Exception {
        for (int round = 0; round < 10; round++) {
            Task task = started("wait-one");
            try (Console console = new Console(task.console())) {
                assertThat(Files.getPosixFilePermissions(task.console()))
                        .isEqualTo(PosixFilePermissions.fromString("rwxrwx---"));
                assertThat(console.read()).contains(new ConsoleMessage.Log(LogLevel.INFO, "Building wait-one"));
                lab.cancel(task.id(), "bob");
                assertThat(console.rest()).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task failed"));
            }
            await().until(() -> !Files.exists(task.console()));
        }
    }

    /** Replay and live output come without a gap and without a duplicate, whenever a client joins. */
    @Test
    void everyClientGetsExactlyTheJournal() throws Exception {
        Task task = started("talk-one");
        List<FutureTask<List<ConsoleMessage>>> clients = new ArrayList<>();
        while (Files.exists(task.console()) && clients.size() < 6) {
            Console console;
            try {
                console = new Console(task.console());
            } catch (IOException over) {
                break;
            }
            clients.add(beside(() -> {
                try (console) {
                    return console.rest();
                }
            }));
            Thread.sleep(20);
        }
        assertThat(clients).isNotEmpty();
        List<List<ConsoleMessage>> seen = new ArrayList<>();
        for (FutureTask<List<ConsoleMessage>> client : clients) {
            seen.add(client.get(30, TimeUnit.SECONDS));
        }
        List<ConsoleMessage> journal = journal(task);
        assertThat(journal).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"));
        assertThat(seen).allSatisfy(messages -> assertThat(messages).isEqualTo(journal));
    }

    @Test
    void twoHundredClientsAtOnce() throws Exception {
        Task task = started("wait-one");
        List<Console> consoles = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                consoles.add(new Console(task.console()));
            }
            lab.cancel(task.id(), "bob");
            for (Console console : consoles) {
                assertThat(console.rest()).hasSize(3).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task failed"));
            }
        } finally {
            for (Console console : consoles) {
                console.close();
            }
        }
    }

    /** peer-defect-1: clients that never read, and those that vanish in the middle, do not hold the build up. */
    @Test
    void clientsThatDoNotReadCostTheTaskNothing() throws Exception {
        Task task = started("talk-one");
        List<Console> idle = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Console console = new Console(task.console());
            if (i % 2 == 0) {
                console.read();
                console.close();
            }
            idle.add(console);
        }
        await().atMost(ofSeconds(30)).until(() -> lab.running().isEmpty());
        assertThat(journal(task)).endsWith(new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"));
        for (Console console : idle) {
            console.close();
        }
    }

    /** The end record is not the end of the connection: what a late reader has not read yet is still there. */
    @Test
    void aClientThatReadsLateGetsEverything() throws Exception {
        Task task = started("talk-one");
        try (Console console = new Console(task.console())) {
            await().atMost(ofSeconds(30)).until(() -> lab.running().isEmpty());
            Thread.sleep(1500);
            assertThat(console.rest()).isEqualTo(journal(task));
        }
    }

    /** Section 5.1: input of a task that takes none is thrown away, whatever it is. */
    @Test
    void inputOfAPlainTaskIsIgnored() throws Exception {
        Task task = started("wait-one");
        try (Console console = new Console(task.console())) {
            console.send(new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"), ConsoleMessage.Bytes.of("exit\n"));
            console.send(new byte[100_000]);
            assertThat(lab.running()).hasSize(1);
            lab.cancel(task.id(), "bob");
            assertThat(console.rest()).hasSize(3);
        }
    }

    /** A client written from the description alone, in another language. */
    @Test
    void aForeignClientReadsTheStream() throws Exception {
        Task task = started("wait-one");
        Process python = new ProcessBuilder("python3", "-c", """
                        import socket, struct, sys
                        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                        s.connect(sys.argv[1])
                        f = s.makefile("rb")
                        print("connected", flush=True)
                        while True:
                            header = f.read(8)
                            if not header:
                                break
                            command, padding, size = struct.unpack("<HHI", header)
                            payload = f.read(size)
                            assert padding == 0 and len(payload) == size
                            print(command, payload.decode(), flush=True)
                            if command == 0 and payload.split(b":", 1)[1].startswith(b"Task "):
                                break
                        """, task.console().toString())
                .redirectErrorStream(true)
                .start();
        try (var output = python.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo("connected");
            assertThat(output.readLine()).isEqualTo("0 20:Building wait-one");
            lab.cancel(task.id(), "bob");
            assertThat(output.readLine())
                    .isEqualTo("0 40:error while running task " + task.id() + ": cancelled by bob");
            assertThat(output.readLine()).isEqualTo("0 20:Task failed");
            assertThat(python.waitFor()).isZero();
        } finally {
            python.destroyForcibly();
        }
    }

    /** Section 5: a stale file is replaced, and a path beyond the kernel's limit is no reason to fail. */
    @Test
    void staleFilesAndLongPathsAreNoObstacle() throws Exception {
        engine.close();
        Path deep = root.resolve("d".repeat(90)).resolve("e".repeat(40));
        site = new Site(deep);
        engine = site.open();
        lab = engine.instance(Site.INSTANCE);
        lab.watch(lab.submit(new TaskSpec.KeyringCreation(), "root"), _ -> true);
        Task task = started("wait-one");
        Path link = Files.createSymbolicLink(root.resolve("l"), task.place());
        try (Console console = new Console(link.resolve("console.sock"))) {
            lab.cancel(task.id(), "bob");
            assertThat(console.rest()).hasSize(3);
        }
        Path stale = Files.writeString(root.resolve("console.sock"), "stale");
        TaskJournal journal = JournalTimesTest.journal(root, false);
        journal.open();
        try (TaskConsole opened = TaskConsole.open(stale, journal);
                Console console = new Console(stale)) {
            journal.info("hello");
            assertThat(console.read()).contains(new ConsoleMessage.Log(LogLevel.INFO, "hello"));
            journal.close();
            opened.close();
            assertThat(console.rest()).isEmpty();
        }
        assertThat(stale).doesNotExist();
    }

    /** Input that is no message, or claims to be a huge one, ends that client's connection and nothing else. */
    @Test
    void damagedInputDropsTheClient() throws Exception {
        TaskJournal journal = JournalTimesTest.journal(root, true);
        journal.open();
        try (TaskConsole _ = TaskConsole.open(root.resolve("c"), journal);
                Console good = new Console(root.resolve("c"));
                Console huge = new Console(root.resolve("c"));
                Console cut = new Console(root.resolve("c"))) {
            journal.info("hello");
            huge.send(header(1, 0xfffffff0));
            assertThat(huge.rest()).isSubsetOf(new ConsoleMessage.Log(LogLevel.INFO, "hello"));
            cut.send(header(1, 10));
            cut.close();
            good.send(header(77, 3));
            good.send("abc".getBytes(UTF_8));
            good.send(new ConsoleMessage.RawEnable(), ConsoleMessage.Bytes.of(""), new ConsoleMessage.WindowSize(1, 2));
            good.send(new ConsoleMessage.WindowSize(40, 132));
            good.type("x");
            TaskInput input = journal.taskInput().orElseThrow();
            ConsoleMessage size = input.take();
            if (size.equals(new ConsoleMessage.WindowSize(1, 2))) {
                size = input.take();
            }
            assertThat(size).isEqualTo(new ConsoleMessage.WindowSize(40, 132));
            assertThat(input.take()).isEqualTo(ConsoleMessage.Bytes.of("x"));
            assertThat(good.read()).contains(new ConsoleMessage.Log(LogLevel.INFO, "hello"));
        } finally {
            journal.close();
        }
    }

    private static byte[] header(int command, int size) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) command)
                .putShort((short) 0)
                .putInt(size)
                .array();
    }

    /** Who floods a task that takes no input waits, and is let go at its end. */
    @Test
    void aFloodOfInputIsBounded() throws Exception {
        TaskJournal journal = JournalTimesTest.journal(root, true);
        journal.open();
        try (TaskConsole _ = TaskConsole.open(root.resolve("c"), journal);
                Console client = new Console(root.resolve("c"))) {
            FutureTask<Integer> flood = beside(() -> {
                int sent = 0;
                try {
                    while (sent < 50_000_000) {
                        client.type("x".repeat(1000));
                        sent += 1000;
                    }
                } catch (IOException dropped) {
                    return sent;
                }
                return sent;
            });
            Thread.sleep(500);
            assertThat(flood.isDone()).isFalse();
            journal.close();
            client.close();
            assertThat(flood.get(10, TimeUnit.SECONDS)).isLessThan(2_000_000);
        }
    }

    /** Section 1.4: what a crash left of a journal is shown up to its last whole message. */
    @Test
    void aCutJournalIsShownToItsEnd() throws Exception {
        TaskId id = lab.submitBuild(site.submission(Site.build("fail-one")), "alice");
        lab.watch(id, _ -> true);
        Task task = lab.task(id);
        byte[] whole = Files.readAllBytes(task.journal());
        for (int cut : new int[] {1, whole.length - 1, whole.length - 20, 12, 3}) {
            Files.write(task.journal(), Arrays.copyOf(whole, whole.length - cut));
            List<ConsoleMessage> shown = new ArrayList<>();
            Site.watch(lab, task.id(), shown::add);
            assertThat(shown).hasSizeBetween(0, 2).noneMatch(ConsoleMessage::isEnd);
        }
    }

    @Test
    void anInterruptedTaskLeavesNoSocket() throws Exception {
        Task task = started("wait-one");
        engine.close();
        assertThat(task.console()).doesNotExist();
        Files.writeString(task.console(), "of a killed daemon");
        engine = site.open();
        lab = engine.instance(Site.INSTANCE);
        await().until(() -> !lab.running().isEmpty());
        try (Console console = new Console(task.console())) {
            assertThat(console.read()).contains(new ConsoleMessage.Log(LogLevel.INFO, "Building wait-one"));
        }
        lab.cancel(task.id(), "bob");
        await().until(() -> !Files.exists(task.console()));
    }
}
