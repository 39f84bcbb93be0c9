package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interactive tasks from a real terminal to a real build environment, and back: the same through every door. */
abstract class InteractiveTasks {
    private static final String PROMPT = "root@fatbuildr";
    private static final Pattern SUBMITTED = Pattern.compile("Submitted .* task (" + Command.TASK + ")");

    private final Site site;

    InteractiveTasks(Site site) {
        this.site = site;
    }

    /** A shell that a failed test has left would hold up the tests after it. */
    @AfterEach
    void cancelLeftovers() {
        Matcher task = Command.TASK.matcher(site.ctl("list").succeeded());
        while (task.find()) {
            site.ctl("cancel", task.group());
        }
    }

    /** A window whose shell knows {@code ctl}, and {@code run COMMAND}, which tells the code and compares the mode. */
    private TerminalWindow window(String name) throws IOException {
        Path script = Files.writeString(
                site.directory.resolve("window.sh"), """
                %s
                ctl() { sh -c 'echo $$ > client.pid; exec "$@"' sh %s "$@"; }
                mode() { stty -a | sed 's/rows [0-9]*; columns [0-9]*;//'; }
                run() {
                    before=$(mode)
                    "$@"
                    echo "code=$?"
                    test "$before" = "$(mode)" && echo terminal=same || echo terminal=changed
                }
                """.formatted(exports(), String.join(" ", site.ctlLine())));
        return TerminalWindow.open(site.directory, name, 100, 30)
                .line(". " + script)
                .line("clear");
    }

    private String exports() {
        return site.variables().entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String shell() {
        return "run ctl images env-shell -d " + Site.CODENAME;
    }

    static String task(String screen) {
        Matcher matcher = SUBMITTED.matcher(screen);
        assertThat(matcher.find()).as(screen).isTrue();
        return matcher.group(1);
    }

    @Test
    void aShellBehavesAsOneAtHand() throws IOException {
        try (TerminalWindow window = window("shell")) {
            window.line(shell()).await(PROMPT);
            window.line("stty size; id -u; echo $TERM; tty").await("/dev/");
            assertThat(window.screen()).containsPattern("\n30 100\n0\n(screen|tmux)");
            window.resize(120, 40);
            window.line("sleep 1; stty size").await("\n40 120\n");
            window.line("sh -c 'echo asleep-$((1 + 1)); exec sleep 1000'").await("\nasleep-2\n");
            // The terminal forgets what is typed before it has seen the interrupt.
            window.key("C-c").await("^C");
            window.line("echo alive-$((40 + 2))").await("\nalive-42\n");
            window.line("touch /gone-with-the-shell; ls /gone*").await("\n/gone-with-the-shell\n");
            // What is typed before the prompt is there may be lost on the way from the terminal's hands to the shell's.
            window.line("PS1='ready-''> '; false").await("\nready->");
            window.key("C-d");
            assertThat(window.await("terminal=")).contains("INFO: Task succeeded", "code=0", "terminal=same");
            assertThat(Site.environment().resolve("gone-with-the-shell")).doesNotExist();
        }
    }

    /** peer-defect-4 */
    @Test
    void aShellIsLeftAloneAndComeBackTo() throws IOException {
        String task;
        try (TerminalWindow window = window("leave")) {
            task = task(window.line(shell()).await(PROMPT));
            window.line("mark=here-$((20 + 3))").line("").text("~").text(".");
            assertThat(window.await("terminal=")).contains("Task " + task + " goes on", "code=0", "terminal=same");
            window.clear().line("run ctl watch " + task).await(PROMPT);
            window.line("echo $mark").await("\nhere-23\n");
            // the window is closed: the client gets a hang-up
        }
        try (TerminalWindow window = window("back")) {
            window.line("run ctl watch " + task).await("here-23");
            window.line("echo again-$mark").await("\nagain-here-23\n");
            site.ctl("cancel", task).succeeded();
            assertThat(window.await("terminal=")).contains("cancelled by root", "code=1", "terminal=same");
        }
    }

    /** The terminal is itself again when the client is ended by a signal. */
    @Test
    void aSignalLeavesTheTerminalInOrder() throws IOException {
        try (TerminalWindow window = window("signal")) {
            String task = task(window.line(shell()).await(PROMPT));
            String client =
                    Files.readString(site.directory.resolve("client.pid")).strip();
            Command.run(site.directory, "kill", "-TERM", client).succeeded();
            assertThat(window.await("terminal=")).contains("Task " + task + " goes on", "terminal=same");
            site.ctl("cancel", task).succeeded();
        }
    }

    /** Build.md section 9: the shell is where the build failed; the task fails all the same. */
    @Test
    void anInteractiveBuildThatFailsOpensAShell() throws IOException {
        Path definitions = greetingThatRuns("echo what went wrong; exit 3");
        try (TerminalWindow window = window("build")) {
            window.line(build(definitions) + " -i").await(PROMPT);
            assertThat(window.screen()).contains("what went wrong", "Opening a shell in the build environment");
            window.line("pwd; ls; id -u; echo $TERM").await("\nxterm-color\n");
            assertThat(window.screen()).contains("\n/build/greeting-").contains("debian");
            window.line("exit");
            assertThat(window.await("terminal=")).contains("Task failed", "code=1", "terminal=same");
        }
    }

    /** Ctrl-C leaves a task that only shows its output alone, and tells how to come back to it. */
    @Test
    void anInterruptedClientLeavesTheTaskAlone() throws IOException {
        Path definitions = greetingThatRuns("echo now it waits; exec sleep 1000");
        try (TerminalWindow window = window("interrupt")) {
            String task = task(window.line(build(definitions)).await("\nnow it waits"));
            window.key("C-c");
            assertThat(window.await("terminal="))
                    .contains(
                            "Task " + task + " goes on. Follow it again with: fatbuildrctl watch " + task,
                            "code=0",
                            "terminal=same");
            window.clear().line("run ctl watch").await("\nnow it waits");
            assertThat(site.ctl("list").succeeded()).contains("- id: " + task, "  state: running\n");
            site.ctl("cancel", task).succeeded();
            assertThat(window.await("terminal=")).contains("cancelled by root", "code=1", "terminal=same");
        }
    }

    /** Definitions with the example, whose build runs that command line. */
    Path greetingThatRuns(String command) throws IOException {
        Path definitions = Files.createTempDirectory(site.directory, "definitions");
        Command.run(
                        definitions,
                        "cp",
                        "-r",
                        Site.EXAMPLES.resolve("artifacts/greeting").toString(),
                        ".")
                .succeeded();
        Files.writeString(
                definitions.resolve("greeting/deb/rules"),
                "\noverride_dh_auto_build:\n\t" + command + "\n",
                StandardOpenOption.APPEND);
        return definitions;
    }

    private static String build(Path definitions) {
        return "run ctl build -a greeting -d " + Site.CODENAME + " -b " + definitions
                + " -n 'Ada Tester' -e ada@fatbuildr.invalid -m Try --sources "
                + Site.EXAMPLES.resolve("sources/greeting");
    }

    /** peer-defect-25: without terminal a command works, and a shell is an error in one line. */
    @Test
    void commandsWorkWithoutTerminal() {
        Command told =
                site.ctl("images", "env-shell", "-d", Site.CODENAME, "--", "sh", "-c", "echo 'two words'; exit 3");
        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.output()).contains("two words", "exit code 3", "Task failed");
        assertThat(site.ctl("images", "shell", "-f", "deb", "--", "dpkg", "--version")
                        .succeeded())
                .contains("package management program");
        assertThat(site.ctl("images", "env-shell", "-d", Site.CODENAME).output())
                .startsWith("ERROR ⸬ runtime error: a shell needs a terminal");
    }
}
