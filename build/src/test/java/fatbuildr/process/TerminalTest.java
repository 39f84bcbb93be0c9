package fatbuildr.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleInput;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.ConsoleMessage.Bytes;
import fatbuildr.journal.ConsoleMessage.WindowSize;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands of interactive tasks on a real terminal (console-journal.md section 3.2). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TerminalTest {
    private final ProcessRunner runner = new ProcessRunner();
    private final Terminal terminal = new Terminal();

    /** A journal with somebody in front of it. */
    private static final class Terminal implements Journal, ConsoleInput {
        private final List<ConsoleMessage> messages = new ArrayList<>();
        private final BlockingQueue<ConsoleMessage> typed = new LinkedBlockingQueue<>();
        private @Nullable WindowSize size;

        @Override
        public synchronized void write(ConsoleMessage message) {
            if (!(message instanceof ConsoleMessage.Log)) {
                messages.add(message);
                notifyAll();
            }
        }

        @Override
        public Optional<ConsoleInput> input() {
            return Optional.of(this);
        }

        @Override
        public ConsoleMessage take() throws InterruptedException {
            return typed.take();
        }

        @Override
        public Optional<WindowSize> size() {
            return Optional.ofNullable(size);
        }

        void type(String text) {
            typed.add(Bytes.of(text));
        }

        synchronized String text() {
            StringBuilder text = new StringBuilder();
            for (ConsoleMessage message : messages) {
                if (message instanceof Bytes bytes) {
                    text.append(new String(bytes.data(), UTF_8));
                }
            }
            return text.toString();
        }

        synchronized List<ConsoleMessage> messages() {
            return List.copyOf(messages);
        }

        synchronized void await(String text) throws InterruptedException {
            while (!text().contains(text)) {
                wait();
            }
        }
    }

    private int run(String script) throws InterruptedException {
        return runner.status(Command.of("bash", "-c", script), terminal);
    }

    /** Does something at the terminal as soon as it shows a text. */
    private void when(String shown, Runnable then) {
        Thread.ofVirtual().start(() -> {
            try {
                terminal.await(shown);
                then.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void theCommandHasAControllingTerminalOfItsOwn() throws Exception {
        assertThat(run("test -t 0 -a -t 1 -a -t 2 && tty && echo control > /dev/tty && stty size"))
                .isZero();
        assertThat(terminal.text()).matches("/dev/pts/\\d+\r\ncontrol\r\n0 0\r\n");
        assertThat(terminal.messages()).startsWith(new ConsoleMessage.RawEnable());
        assertThat(terminal.messages()).endsWith(new ConsoleMessage.RawDisable());
    }

    @Test
    void whatIsTypedArrivesAndIsEchoed() throws Exception {
        when("name?", () -> terminal.type("Alice\r"));
        assertThat(run("echo name?; read name; echo \"hello $name\"; exit 3")).isEqualTo(3);
        assertThat(terminal.text()).isEqualTo("name?\r\nAlice\r\nhello Alice\r\n");
    }

    @Test
    void sizesFollowTheClient() throws Exception {
        terminal.size = new WindowSize(24, 80);
        when("24 80", () -> terminal.typed.add(new WindowSize(40, 132)));
        assertThat(run("trap 'stty size; exit 0' WINCH; stty size; while :; do sleep 0.05; done"))
                .isZero();
        assertThat(terminal.text()).isEqualTo("24 80\r\n40 132\r\n");
    }

    /** Control characters are the command's business: they end it, not the task. */
    @Test
    void controlCInterruptsTheCommandInFront() throws Exception {
        when("ready", () -> terminal.type("\u0003"));
        assertThat(run("trap 'echo caught; exit 7' INT; echo ready; sleep 100 & wait"))
                .isEqualTo(7);
        assertThat(terminal.text()).contains("caught");
    }

    /** peer-defect-2: an end of file at the terminal is the command's business too. */
    @Test
    void anEndOfFileEndsWhatReads() throws Exception {
        when("ready", () -> {
            terminal.type("one\r");
            terminal.type("\u0004");
        });
        assertThat(run("echo ready; cat > /dev/null; echo over")).isZero();
        assertThat(terminal.text()).contains("over");
    }

    @Test
    void allOutputComesInSmallPieces() throws Exception {
        assertThat(run("seq 1 50000")).isZero();
        assertThat(terminal.text().lines()).hasSize(50000).endsWith("49999", "50000");
        assertThat(terminal.messages())
                .filteredOn(Bytes.class::isInstance)
                .allMatch(message -> ((Bytes) message).data().length <= 1024);
    }

    /** What is typed while no command runs waits for the next one. */
    @Test
    void inputWaitsForTheNextCommand() throws Exception {
        run("true");
        terminal.type("late\r");
        run("read word; echo got $word");
        assertThat(terminal.text()).endsWith("got late\r\n");
    }

    /** A command that never reads does not keep who types, or its own end, from going on. */
    @Test
    void inputThatNobodyReadsHoldsNothingUp() throws Exception {
        for (int i = 0; i < 1000; i++) {
            terminal.type("x".repeat(1000));
        }
        assertThat(run("stty -echo -icanon; sleep 0.5; echo done")).isZero();
        assertThat(terminal.text()).endsWith("done\r\n");
    }

    @Test
    void aProcessLeftBehindIsEnded() throws Exception {
        assertThat(run("(trap '' HUP; echo $BASHPID; exec sleep 1000) & sleep 0.3"))
                .isZero();
        assertEnded(terminal.text().strip());
    }

    /** Cancelling: an interactive shell ignores the polite signal, and is gone all the same. */
    @Test
    void anInterruptLeavesNoProcess() throws Exception {
        Thread caller = Thread.currentThread();
        when("pid", caller::interrupt);
        assertThatThrownBy(() -> run("trap '' TERM HUP INT; echo \"pid $$ \"; while :; do sleep 1; done"))
                .isInstanceOf(InterruptedException.class);
        String pid = terminal.text().split(" ", -1)[1];
        assertEnded(pid);
        assertThat(terminal.messages()).endsWith(new ConsoleMessage.RawDisable());
    }

    /** Nobody need have collected it yet. */
    private static void assertEnded(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        assertThat(Files.exists(stat) ? Files.readString(stat) : ") Z").contains(") Z");
    }

    @Test
    void limitsHoldOnTerminalsToo() {
        assertThatThrownBy(() -> runner.run(Command.of("sleep", "100").limit(Duration.ofMillis(200)), terminal))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("it took more than");
    }

    @Test
    void aMissingProgramIsToldBeforeTheTerminalChanges() {
        assertThatThrownBy(() -> runner.run(Command.of("no-such-program"), terminal))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("is it installed");
        assertThat(terminal.messages()).isEmpty();
    }

    @Test
    void aCommandThatIsGivenItsInputHasNoTerminal() throws Exception {
        assertThat(runner.status(Command.of("cat").input("given".getBytes(UTF_8)), terminal))
                .isZero();
        assertThat(terminal.messages()).containsExactly(Bytes.of("given"));
    }

    @Test
    void manyTerminalsLeaveNothingOpen() throws Exception {
        run("true");
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            run("true");
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /**
     * A daemon is the leader of a session without terminal: it must not get a command's terminal as its own, whose
     * hang-up would end it.
     */
    @Test
    void theDaemonStaysWithoutTerminal() throws Exception {
        Process daemon = new ProcessBuilder(
                        "setsid",
                        "--wait",
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Daemon.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var output = daemon.inputReader(UTF_8)) {
            assertThat(output.lines()).contains("terminal 0");
            assertThat(daemon.waitFor()).isZero();
        }
    }

    /** Runs a command on a terminal, and tells which terminal it has itself. */
    static final class Daemon {
        public static void main(String[] args) throws Exception {
            new ProcessRunner().status(Command.of("tty"), new Terminal());
            String stat = Files.readString(Path.of("/proc/self/stat"));
            System.out.println(
                    "terminal " + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[4]);
        }
    }
}
