package fatbuildr.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fatbuildr.engine.Attachment;
import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.MessageReader;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks whose commands run on a terminal (console-journal.md sections 3.2 and 5.2). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InteractiveTaskTest {
    private static final ConsoleMessage SUCCEEDED = new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded");
    private static final ConsoleMessage FAILED = new ConsoleMessage.Log(LogLevel.INFO, "Task failed");

    private static final ConsoleMessage BETWEEN = new ConsoleMessage.Log(LogLevel.INFO, "Between the commands");

    @TempDir
    Path root;

    private Site site;

    @AutoClose
    private Engine engine;

    private InstanceService lab;

    @BeforeEach
    void open() throws InterruptedException {
        open("detach_timeout = 3600");
        lab.watch(lab.submit(new TaskSpec.KeyringCreation(), "root"), _ -> true);
    }

    private void open(String option) {
        site = new Site(root).with("tasks", option);
        engine = site.open();
        lab = engine.instance(Site.INSTANCE);
    }

    private Task shell(String... command) {
        return started(lab.submit(new TaskSpec.ImageShell("deb", "xterm", List.of(command)), "alice"));
    }

    private Task started(TaskId id) {
        await().until(() -> lab.task(id).state() != TaskState.PENDING);
        return lab.task(id);
    }

    private TaskId interactiveBuild(String artifact) {
        TaskSpec.ArtifactBuild plain = Site.build(artifact);
        return lab.submitBuild(
                site.submission(new TaskSpec.ArtifactBuild(
                        plain.format(),
                        plain.distribution(),
                        plain.derivative(),
                        plain.artifact(),
                        plain.architectures(),
                        plain.author(),
                        plain.email(),
                        plain.message(),
                        true)),
                "alice");
    }

    private List<ConsoleMessage> messages(TaskId id) throws InterruptedException {
        List<ConsoleMessage> messages = new ArrayList<>();
        Site.watch(lab, id, messages::add);
        return messages;
    }

    @Test
    void aShellIsAttachedTypedIntoAndLeft() throws Exception {
        Task task = shell();
        assertThat(task.interactive()).isTrue();
        try (Console console = new Console(task.console())) {
            console.await("> ");
            console.send(new ConsoleMessage.WindowSize(40, 132));
            console.type("stty size; echo $TERM; tty\r");
            assertThat(console.await("/dev/pts/")).contains("40 132", "xterm");
            console.type("false\r\u0004");
            assertThat(console.rest()).endsWith(SUCCEEDED);
        }
        List<ConsoleMessage> journal = messages(task.id());
        assertThat(journal).containsSubsequence(new ConsoleMessage.RawEnable(), new ConsoleMessage.RawDisable());
        assertThat(Console.text(journal)).contains("40 132");
        assertThat(lab.task(task.id()).result()).isEqualTo(TaskResult.SUCCESS);
    }

    /** Build.md section 14.4: the code of a command counts, that of a shell does not. */
    @Test
    void aCommandsExitCodeCounts() throws Exception {
        assertThat(messages(shell("sh", "-c", "exit 3").id()))
                .endsWith(FAILED)
                .anySatisfy(message -> assertThat(message)
                        .isInstanceOfSatisfying(
                                ConsoleMessage.Log.class,
                                log -> assertThat(log.text()).contains("exit code 3")));
        assertThat(messages(shell("echo", "two words").id())).endsWith(SUCCEEDED);
    }

    /** peer-defect-4: a client goes away at any point, and comes back to all that was shown. */
    @Test
    void aTaskIsAttachedAgain() throws Exception {
        Task task = shell();
        for (int round = 1; round <= 3; round++) {
            try (Console console = new Console(task.console())) {
                console.type("echo round-$((" + round + " * 11))\r");
                assertThat(console.await("round-" + round * 11)).contains("> ");
            }
        }
        try (Console first = new Console(task.console());
                Console second = new Console(task.console())) {
            first.type("echo of-first-$((1+1))\r");
            first.await("of-first-2");
            second.await("of-first-2");
            second.type("exit\r");
            assertThat(first.rest()).endsWith(SUCCEEDED);
            assertThat(second.rest()).endsWith(SUCCEEDED);
        }
    }

    /** Two people's messages are taken whole, however their bytes arrive. */
    @Test
    void parallelTypingIsParsedPerClient() throws Exception {
        Task task = shell("cat");
        try (Console one = new Console(task.console());
                Console two = new Console(task.console())) {
            one.await("");
            byte[] line = MessageEncoder.encode(ConsoleMessage.Bytes.of("from-one\r"));
            one.send(Arrays.copyOf(line, 10));
            two.type("from-two\r");
            two.await("from-two\r\nfrom-two\r\n");
            one.send(Arrays.copyOfRange(line, 10, line.length));
            one.await("from-one\r\nfrom-one\r\n");
            one.type("\u0004");
            assertThat(two.rest()).endsWith(SUCCEEDED);
        }
    }

    /** peer-defect-2: an empty record, an end of file, or the client's end never harm the worker. */
    @Test
    void emptyInputAndEndsOfFileNeverKillTheWorker() throws Exception {
        Task task = shell("cat");
        try (Console console = new Console(task.console())) {
            console.send(ConsoleMessage.Bytes.of(""));
            console.type("still there\r");
            console.await("still there\r\nstill there\r\n");
        }
        try (Console console = new Console(task.console())) {
            console.type("\u0004");
            assertThat(console.rest()).endsWith(SUCCEEDED);
        }
        assertThat(messages(shell("true").id())).endsWith(SUCCEEDED);
    }

    /** peer-defect-4 */
    @Test
    void aShellIsCancelled() throws Exception {
        Task task = shell();
        try (Console console = new Console(task.console())) {
            console.await("> ");
            console.type("trap '' TERM HUP INT; echo set-$((1+1))\r");
            console.await("set-2");
            lab.cancel(task.id(), "bob");
            List<ConsoleMessage> rest = console.rest();
            assertThat(rest).contains(new ConsoleMessage.RawDisable());
            assertThat(rest)
                    .endsWith(
                            new ConsoleMessage.Log(
                                    LogLevel.ERROR, "error while running task " + task.id() + ": cancelled by bob"),
                            FAILED);
        }
    }

    /** peer-defect-4: a shell that everybody left ends; one that somebody sits at does not. */
    @Test
    void aForsakenShellEnds() throws Exception {
        engine.close();
        open("detach_timeout = 1");
        Task task = shell();
        try (Console console = new Console(task.console())) {
            console.await("> ");
            Thread.sleep(1800);
            assertThat(lab.task(task.id()).state()).isEqualTo(TaskState.RUNNING);
        }
        assertThat(messages(task.id()))
                .endsWith(
                        new ConsoleMessage.Log(
                                LogLevel.ERROR,
                                "error while running task " + task.id()
                                        + ": nobody was attached for 1 seconds ([tasks] detach_timeout)"),
                        FAILED);
        assertThat(messages(shell("true").id())).endsWith(SUCCEEDED);
    }

    /** Every command has its turn on the terminal; log records stay out of it; input in between is kept. */
    @Test
    void theCommandsOfABuildTakeTurns() throws Exception {
        TaskId id = interactiveBuild("ask-one");
        try (Attachment attached = lab.attach(id)) {
            attached.send(ConsoleMessage.Bytes.of("early\r"));
            List<ConsoleMessage> messages = new ArrayList<>();
            Site.watch(lab, id, message -> {
                if (message.equals(BETWEEN)) {
                    send(attached, "good\r");
                }
                return messages.add(message);
            });
            assertThat(messages)
                    .filteredOn(ConsoleMessage.RawEnable.class::isInstance)
                    .hasSize(2);
            assertThat(messages)
                    .containsSubsequence(
                            new ConsoleMessage.RawEnable(),
                            new ConsoleMessage.RawDisable(),
                            BETWEEN,
                            new ConsoleMessage.RawEnable(),
                            new ConsoleMessage.RawDisable());
            assertThat(Console.text(messages)).contains("got early\r\n");
        }
    }

    private static void send(Attachment attached, String typed) {
        try {
            attached.send(ConsoleMessage.Bytes.of(typed));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void logRecordsAreDroppedWhileACommandOwnsTheTerminal() throws Exception {
        TaskJournal journal = JournalTimesTest.journal(root, true);
        journal.open();
        journal.info("before");
        journal.write(new ConsoleMessage.RawEnable());
        journal.info("meanwhile");
        journal.write(new ConsoleMessage.RawDisable());
        journal.info("after");
        journal.write(new ConsoleMessage.RawEnable());
        journal.end(FAILED);
        journal.close();
        TaskJournal again = JournalTimesTest.journal(root, true);
        again.open();
        try (var stream = new MessageReader(new JournalStream(again))) {
            again.close();
            List<ConsoleMessage> messages = new ArrayList<>();
            for (var next = stream.read(); next.isPresent(); next = stream.read()) {
                messages.add(next.get());
            }
            assertThat(messages)
                    .containsExactly(
                            new ConsoleMessage.Log(LogLevel.INFO, "before"),
                            new ConsoleMessage.RawEnable(),
                            new ConsoleMessage.RawDisable(),
                            new ConsoleMessage.Log(LogLevel.INFO, "after"),
                            new ConsoleMessage.RawEnable(),
                            new ConsoleMessage.RawDisable(),
                            FAILED);
        }
    }

    /** A shell that the daemon's stop cut off is not opened again behind its user's back. */
    @Test
    void aStopEndsAShellForGood() throws Exception {
        Task task = shell();
        TaskId build = interactiveBuild("ask-one");
        try (Console console = new Console(task.console())) {
            console.await("> ");
            engine.close();
            assertThat(console.rest()).doesNotContain(SUCCEEDED, FAILED);
        }
        open("detach_timeout = 3600");
        assertThat(lab.task(task.id()).result()).isEqualTo(TaskResult.FAILED);
        assertThat(messages(task.id())).endsWith(FAILED).contains(new ConsoleMessage.RawDisable());
        assertThat(lab.task(build).interactive()).isTrue();
        try (Console console = new Console(started(build).console())) {
            console.await("first");
            engine.close();
        }
        open("detach_timeout = 3600");
        assertThat(lab.task(build).result()).isEqualTo(TaskResult.FAILED);
    }
}
