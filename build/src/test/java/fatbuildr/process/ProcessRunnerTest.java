package fatbuildr.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import fatbuildr.journal.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
    private final ProcessRunner runner = new ProcessRunner();
    private final Recorded journal = new Recorded();

    @TempDir
    Path directory;

    @Test
    void mergesOutputAndErrorsInOrder() throws Exception {
        runner.run(Command.of("sh", "-c", "echo one; echo two >&2; echo three"), journal);
        assertThat(journal.text()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void cutsOutputIntoMessagesOf2048BytesAtMost() throws Exception {
        runner.run(Command.of("head", "-c", "100000", "/dev/zero"), journal);
        assertThat(journal.text()).hasSize(100000);
        assertThat(journal.pieces()).isNotEmpty().allMatch(piece -> piece.data().length <= 2048);
    }

    @Test
    void outputComesWhileTheCommandRuns() throws Exception {
        Path fifo = directory.resolve("fifo");
        runner.run(Command.of("mkfifo", fifo.toString()), journal);
        Journal answering = message -> {
            if (message instanceof ConsoleMessage.Bytes) {
                journal.write(message);
            }
            if (message.equals(ConsoleMessage.Bytes.of("ready\n"))) {
                Thread.ofVirtual().start(() -> unblock(fifo));
            }
        };
        runner.run(Command.of("sh", "-c", "echo ready; cat " + fifo), answering);
        assertThat(journal.text()).isEqualTo("ready\ngo\n");
    }

    private static void unblock(Path fifo) {
        try {
            Files.writeString(fifo, "go\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void commandsSeeOnlyTheEnvironmentGiven() throws Exception {
        String seen = runner.capture(Command.of("env").env("FATBUILDR_X", "a b"));
        assertThat(seen.lines().map(line -> line.replaceAll("=.*", "")))
                .containsExactlyInAnyOrder("PATH", "LC_ALL", "HOME", "FATBUILDR_X");
    }

    @Test
    void wordsReachTheProgramUnchanged() throws Exception {
        assertThat(runner.capture(Command.of("printf", "%s|", "a b", "$HOME", "'", "")))
                .isEqualTo("a b|$HOME|'||");
    }

    @Test
    void standardInputIsGivenOrEmpty() throws Exception {
        assertThat(runner.capture(Command.of("cat"))).isEmpty();
        byte[] big = "x".repeat(300_000).getBytes(UTF_8);
        assertThat(runner.capture(Command.of("cat").input(big))).hasSize(300_000);
        assertThat(runner.capture(Command.of("true").input(big))).isEmpty();
    }

    @Test
    void failureNamesTheFullCommandAndItsCode() {
        assertThatThrownBy(() -> runner.run(Command.of("sh", "-c", "exit 3"), journal))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("Command sh -c 'exit 3' failed with exit code 3");
        assertThat(journal.logs()).containsExactly(LogLevel.DEBUG + " Running sh -c 'exit 3'");
    }

    @Test
    void scriptsAreNamedInOneLine() {
        assertThat(Command.of("sh", "-c", "set -eu\nexit 3\n", "it's").line()).isEqualTo("sh -c 'set -eu…' 'it'\\''s'");
    }

    @Test
    void captureFailureCarriesTheErrorOutput() {
        assertThatThrownBy(() -> runner.capture(Command.of("sh", "-c", "echo out; echo broken >&2; exit 1")))
                .hasMessageEndingWith("failed with exit code 1: broken");
    }

    @Test
    void signalsAreNamed() {
        assertThatThrownBy(() -> runner.run(Command.of("sh", "-c", "kill -9 $$"), journal))
                .hasMessageContaining("exit code 137 (ended by signal 9)");
    }

    @Test
    void missingProgramsAndDirectoriesAreExplained() throws Exception {
        assertThatThrownBy(() -> runner.run(Command.of("no-such-program"), journal))
                .hasMessageContaining("program no-such-program not found; is it installed?");
        assertThatThrownBy(() -> runner.run(Command.of("true").in(directory.resolve("absent")), journal))
                .hasMessageContaining("there is no directory");
        Path script = directory.resolve("script");
        Files.writeString(script, "#!/no/such/interpreter\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> runner.run(Command.of(script.toString()), journal))
                .hasMessageContaining("exit code 127");
    }

    @Test
    void secretsAreNeverShown() {
        Command command = Command.of("sh", "-c", "exit 1", "--token=hunter2").secret("hunter2");
        assertThatThrownBy(() -> runner.run(command, journal))
                .hasMessageContaining("--token=***")
                .hasMessageNotContaining("hunter2");
        assertThat(journal.logs()).noneMatch(log -> log.contains("hunter2"));
    }

    @Test
    void theShownLineCanBePastedIntoAShell() throws Exception {
        List<String> words = List.of("a b", "it's", "$x", "*", "", "plain-1.0~rc1");
        List<String> printing = new ArrayList<>(List.of("printf", "%s\\n"));
        printing.addAll(words);
        String line = Command.of(printing).line();
        assertThat(runner.capture(Command.of("sh", "-c", line)).lines()).containsExactlyElementsOf(words);
    }

    @Test
    void tooMuchCapturedOutputIsAFailureNotAFullMemory() {
        assertThatThrownBy(() -> runner.output(Command.of("yes"), 100_000))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("wrote more than 100000 bytes");
    }

    @Test
    void timeLimitEndsTheWholeTree() throws Exception {
        Path pids = directory.resolve("pids");
        String tree = "trap '' TERM; echo $$ >> " + pids + "; sh -c 'trap \"\" TERM; echo $$ >> " + pids
                + "; sleep 1000' & sleep 1000";
        assertThatThrownBy(() -> runner.run(Command.of("sh", "-c", tree).limit(Duration.ofMillis(300)), journal))
                .hasMessageContaining("took more than 0 s");
        assertNoneRuns(pids);
    }

    @Test
    void interruptEndsTheWholeTreeAlsoChildrenWhoseParentIsGone() throws Exception {
        Path pids = directory.resolve("pids");
        String orphan = "sh -c 'sh -c \"echo \\$\\$ >> " + pids + "; exec sleep 1000\" &'; ";
        CountDownLatch ready = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Journal readiness = message -> {
            if (message instanceof ConsoleMessage.Bytes) {
                ready.countDown();
            }
        };
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                runner.run(
                        Command.of(
                                "sh",
                                "-c",
                                orphan + "echo $$ >> " + pids + "; while [ $(wc -l < " + pids
                                        + ") -lt 2 ]; do sleep 0.01; done; echo ready; sleep 1000"),
                        readiness);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        ready.await();
        worker.interrupt();
        worker.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Files.readAllLines(pids)).hasSize(2);
        assertNoneRuns(pids);
    }

    @Test
    void aJournalThatFailsEndsTheCommandAndShowsItsFailure() {
        Journal full = message -> {
            if (message instanceof ConsoleMessage.Bytes) {
                throw FatbuildrException.external("disk full");
            }
        };
        assertThatThrownBy(() -> runner.run(Command.of("sh", "-c", "echo x; sleep 1000"), full))
                .hasMessage("disk full");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotHoldTheCommand() throws Exception {
        Path pids = directory.resolve("pids");
        runner.run(Command.of("sh", "-c", "sleep 1000 & echo $! > " + pids + "; echo done"), journal);
        assertThat(journal.text()).isEqualTo("done\n");
        assertNoneRuns(pids);
    }

    @Test
    void childrenLeftBehindAreEnded() throws Exception {
        Path pids = directory.resolve("pids");
        runner.run(Command.of("sh", "-c", "sleep 1000 > /dev/null 2>&1 & echo $! > " + pids), journal);
        assertNoneRuns(pids);
    }

    private static void assertNoneRuns(Path pids) throws Exception {
        for (String pid : Files.readAllLines(pids)) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (runs(pid) && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            assertThat(runs(pid)).as("process %s runs", pid).isFalse();
        }
    }

    private static boolean runs(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z");
        } catch (IOException gone) {
            return false;
        }
    }

    private static final class Recorded implements Journal {
        private final List<ConsoleMessage> messages = new ArrayList<>();

        @Override
        public synchronized void write(ConsoleMessage message) {
            messages.add(message);
        }

        synchronized List<ConsoleMessage.Bytes> pieces() {
            return messages.stream()
                    .filter(ConsoleMessage.Bytes.class::isInstance)
                    .map(ConsoleMessage.Bytes.class::cast)
                    .toList();
        }

        String text() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces().forEach(piece -> all.writeBytes(piece.data()));
            return all.toString(UTF_8);
        }

        synchronized List<String> logs() {
            return messages.stream()
                    .filter(ConsoleMessage.Log.class::isInstance)
                    .map(ConsoleMessage.Log.class::cast)
                    .map(log -> log.level() + " " + log.text())
                    .toList();
        }
    }
}
