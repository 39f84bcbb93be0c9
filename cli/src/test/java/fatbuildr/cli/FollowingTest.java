package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowingTest {
    private static final String TASK = "GET /lab/tasks/" + Wire.BUILD + ".json";
    private static final String JOURNAL = "GET /lab/watch/" + Wire.BUILD + ".journal";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    private Ctl ctl() {
        return new Ctl(home).uri(server);
    }

    private Ctl.Outcome watch() {
        return ctl().run("watch", Wire.BUILD);
    }

    private Ctl terminal() {
        return ctl().terminal(false, true, false);
    }

    @Test
    void outputIsShownUpToTheEndRecord() {
        Wire.following(server, Wire.BUILD, true);
        assertThat(watch()).isEqualTo(new Ctl.Outcome(0, " ⚬ INFO: Starting\nab\n ⚬ INFO: Task succeeded\n", ""));
    }

    /** peer-defect-6 */
    @Test
    void aFailedTaskExitsWithOne() {
        Wire.following(server, Wire.BUILD, false);
        assertThat(watch()).isEqualTo(new Ctl.Outcome(1, " ⚬ INFO: Starting\nab\n ⚬ INFO: Task failed\n", ""));
    }

    @Test
    void debugRecordsNeedDebug() {
        Wire.following(server, Wire.BUILD, true);
        assertThat(ctl().run("--debug", "watch", Wire.BUILD).out()).contains(" ⚬ DEBUG: detail\n");
    }

    @Test
    void coloursAreForTerminals() {
        Wire.following(server, Wire.BUILD, true);
        assertThat(terminal().run("watch", Wire.BUILD).out())
                .startsWith("\u001b[38;5;242m ⚬ \u001b[0;0m\u001b[38;5;28mINFO\u001b[0;0m"
                        + "\u001b[38;5;242m: Starting\u001b[0;0m\nab\n");
        assertThat(terminal().with("NO_COLOR", "1").run("watch", Wire.BUILD).out())
                .startsWith(" ⚬ INFO: Starting\nab\n");
    }

    @Test
    void bytesStayAsTheyAreAndRecordsStartALineOnATerminalOnly() {
        byte[] journal = Wire.messages(
                new ConsoleMessage.RawEnable(),
                new ConsoleMessage.Bytes(new byte[] {(byte) 0xc3}),
                new ConsoleMessage.Bytes(new byte[] {(byte) 0xa9, '%'}),
                new ConsoleMessage.RawDisable(),
                new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"));
        server.json(TASK, Wire.update(Wire.BUILD, "finished", "success")).bytes(JOURNAL, journal);
        assertThat(watch().out()).isEqualTo("é% ⚬ INFO: Task succeeded\n");
        assertThat(terminal().with("NO_COLOR", "1").run("watch", Wire.BUILD).out())
                .isEqualTo("é%\n ⚬ INFO: Task succeeded\n");
    }

    @Test
    void nothingIsReadAfterTheEndRecord() {
        byte[] journal = Wire.messages(
                new ConsoleMessage.Log(LogLevel.INFO, "Task succeeded"), ConsoleMessage.Bytes.of("late\n"));
        server.json(TASK, Wire.update(Wire.BUILD, "finished", "success")).bytes(JOURNAL, journal);
        assertThat(watch()).isEqualTo(new Ctl.Outcome(0, " ⚬ INFO: Task succeeded\n", ""));
    }

    @Test
    void aPendingTaskIsWaitedForWithOneNotice() {
        server.json(TASK, Wire.update(Wire.BUILD, "pending", "unknown"))
                .json(TASK, Wire.update(Wire.BUILD, "pending", "unknown"))
                .json(TASK, Wire.update(Wire.BUILD, "pending", "unknown"));
        Wire.following(server, Wire.BUILD, true);
        Ctl.Outcome outcome = watch();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEqualTo("Task " + Wire.BUILD + " is pending, waiting for it to start\n");
        assertThat(server.lines()).filteredOn(TASK::equals).hasSizeGreaterThanOrEqualTo(4);
    }

    /** peer-defect-13 */
    @Test
    void outputThatIsNotThereYetIsAskedForAgain() {
        server.json(TASK, Wire.update(Wire.BUILD, "running", "unknown"))
                .json(JOURNAL, 404, "{\"error\":\"task has no output yet\"}")
                .html(JOURNAL, 500, "<h1>Internal Server Error</h1>")
                .bytes(JOURNAL, Wire.journal(true));
        assertThat(watch().code()).isZero();
        assertThat(server.lines()).filteredOn(JOURNAL::equals).hasSize(3);
    }

    @Test
    void outputThatNeverComesIsAnError() {
        server.json(TASK, Wire.update(Wire.BUILD, "running", "unknown"))
                .json(JOURNAL, 404, "{\"error\":\"task has no output yet\"}");
        assertThat(watch()).isEqualTo(new Ctl.Outcome(1, "", "ERROR ⸬ server error: task has no output yet (404)\n"));
    }

    @Test
    void outputThatBreaksOffIsAWarningAndExitsWithOne() {
        byte[] whole = Wire.journal(true);
        byte[] beforeEnd = Arrays.copyOf(whole, whole.length - 25);
        server.json(TASK, Wire.update(Wire.BUILD, "running", "unknown")).bytes(JOURNAL, beforeEnd);
        assertThat(watch())
                .isEqualTo(new Ctl.Outcome(
                        1,
                        " ⚬ INFO: Starting\nab\n",
                        "WARNING ⸬ output of task " + Wire.BUILD + " ended unexpectedly\n"
                                + "hint: see what became of it with: fatbuildrctl watch " + Wire.BUILD + "\n"));
    }

    @Test
    void outputCutInsideAMessageOrConnectionIsTheSame() {
        byte[] inside = Arrays.copyOf(Wire.journal(true), 11);
        server.json(TASK, Wire.update(Wire.BUILD, "running", "unknown")).cut(JOURNAL, inside);
        Ctl.Outcome outcome = watch();
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("WARNING ⸬ output of task " + Wire.BUILD + " ended unexpectedly\n");
    }

    @Test
    void anEmptyStreamIsTheSame() {
        server.json(TASK, Wire.update(Wire.BUILD, "running", "unknown")).bytes(JOURNAL, new byte[0]);
        assertThat(watch().code()).isEqualTo(1);
    }

    @Test
    void withoutAnIdTheRunningTaskIsFollowed() {
        Wire.following(server, Wire.BUILD, true)
                .json(
                        "GET /lab/tasks.json",
                        "[" + Wire.update(Wire.BUILD, "running", "unknown") + ","
                                + Wire.update(Wire.OTHER, "pending", "unknown") + "]");
        assertThat(ctl().run("watch").out()).endsWith("Task succeeded\n");
    }

    @Test
    void withSeveralRunningTasksTheOldestIsFollowed() {
        Wire.following(server, Wire.BUILD, true)
                .json(
                        "GET /lab/tasks.json",
                        "[" + Wire.update(Wire.BUILD, "running", "unknown") + ","
                                + Wire.update(Wire.OTHER, "running", "unknown") + "]");
        assertThat(ctl().run("watch").err())
                .isEqualTo("2 tasks are running, this is the oldest, " + Wire.BUILD
                        + "; see them all with: fatbuildrctl list\n");
    }

    @Test
    void withoutARunningTaskThereIsNothingToWatch() {
        server.json("GET /lab/tasks.json", "[]");
        Ctl.Outcome outcome = ctl().run("watch");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("ERROR ⸬ runtime error: no task is running\nhint: ");
    }

    @Test
    void anUnknownTaskIsAServerError() {
        assertThat(ctl().run("watch", "a/b"))
                .isEqualTo(new Ctl.Outcome(1, "", "ERROR ⸬ server error: Unable to find task a/b on server (404)\n"));
    }

    @Test
    void aTaskCanBeCancelled() {
        server.json("POST /lab/tasks/" + Wire.BUILD + "/cancel", Wire.update(Wire.BUILD, "finished", "failed"));
        assertThat(ctl().run("cancel", Wire.BUILD))
                .isEqualTo(new Ctl.Outcome(0, "Cancelled image update task " + Wire.BUILD + "\n", ""));
    }

    @Test
    void aFinishedTaskCannotBeCancelled() {
        server.json("POST /lab/tasks/" + Wire.BUILD + "/cancel", 409, "{\"error\":\"task is finished\"}");
        assertThat(ctl().run("cancel", Wire.BUILD))
                .isEqualTo(new Ctl.Outcome(1, "", "ERROR ⸬ server error: task is finished (409)\n"));
    }

    @Test
    void aClosedOutputEndsTheProgramQuietly() {
        Wire.following(server, Wire.BUILD, true);
        assertThat(ctl().brokenOutput("Broken pipe").run("watch", Wire.BUILD)).isEqualTo(new Ctl.Outcome(0, "", ""));
    }

    @Test
    void aFullDiskBehindTheOutputIsAnError() {
        Wire.following(server, Wire.BUILD, true);
        assertThat(ctl().brokenOutput("No space left on device").run("watch", Wire.BUILD))
                .isEqualTo(new Ctl.Outcome(
                        1, "", "ERROR ⸬ runtime error: unable to write the output: No space left on device\n"));
    }
}
