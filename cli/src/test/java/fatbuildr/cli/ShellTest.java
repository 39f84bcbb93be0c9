package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells in images and environments, as far as they need no terminal (cli.md section 6.6). */
final class ShellTest {
    private static final String SHELL = "\"format\":\"deb\",\"term\":\"dumb\",\"command\":[\"ls\",\"-l\"],";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void define() {
        server.json("GET /lab/pipelines/formats.json", """
                {"deb":[{"derivatives":["main"],"distribution":"trixie","environment":"trixie"}],
                 "osi":[{"derivatives":["main"],"distribution":"vm","environment":null}]}""")
                .json("GET /lab/pipelines/architectures.json", "[\"x86_64\",\"aarch64\"]")
                .json("POST /lab/images/deb/shell", Wire.SUBMITTED)
                .json("POST /lab/images/deb/environments/trixie/x86_64/shell", Wire.SUBMITTED)
                .json(
                        "GET /lab/tasks/" + Wire.BUILD + ".json",
                        Wire.task(Wire.BUILD, "image shell", "running", "unknown", SHELL))
                .bytes("GET /lab/watch/" + Wire.BUILD + ".journal", Wire.journal(true));
    }

    private Ctl.Outcome run(String... args) {
        return new Ctl(home).uri(server).run(args);
    }

    /** peer-defect-25 */
    @Test
    void aShellWithoutTerminalIsRefusedBeforeAnythingStarts() {
        String refused = """
                ERROR ⸬ runtime error: a shell needs a terminal, and standard input is none
                hint: give a command to run instead, such as: -- ls -l /
                """;
        assertThat(run("images", "shell", "-f", "deb")).isEqualTo(new Ctl.Outcome(1, "", refused));
        assertThat(run("images", "env-shell", "-f", "deb", "-a", "x86_64")).isEqualTo(new Ctl.Outcome(1, "", refused));
        assertThat(server.received()).isEmpty();
    }

    /** A server, or a proxy, without console: the output is shown all the same. */
    @Test
    void aCommandNeedsNoTerminal() {
        Ctl.Outcome outcome = run("images", "shell", "-f", "deb", "--", "ls", "-l");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .isEqualTo("Submitted deb image shell task " + Wire.BUILD
                        + "\n ⚬ INFO: Starting\nab\n ⚬ INFO: Task succeeded\n");
        assertThat(outcome.err()).startsWith("WARNING ⸬ ").contains("going on as an onlooker");
        assertThat(server.received())
                .anySatisfy(request ->
                        assertThat(request.body()).isEqualTo("{\"command\":[\"ls\",\"-l\"],\"term\":\"dumb\"}"));
    }

    @Test
    void theTerminalsTypeIsSent() {
        new Ctl(home).uri(server).with("TERM", "vt100").run("images", "env-shell", "-a", "x86_64", "true");
        assertThat(server.received())
                .anySatisfy(request -> assertThat(request.line() + request.body())
                        .isEqualTo("POST /lab/images/deb/environments/trixie/x86_64/shell"
                                + "{\"command\":[\"true\"],\"term\":\"vt100\"}"));
    }

    @Test
    void aShellIsInOnePlace() {
        assertThat(run("images", "shell", "true").err()).isEqualTo("""
                ERROR ⸬ runtime error: a shell is opened in one image, and there are deb, osi
                hint: choose one with --format
                """);
        assertThat(run("images", "env-shell", "true").err()).isEqualTo("""
                ERROR ⸬ runtime error: a shell is opened in one build environment, and there are deb trixie-x86_64, deb trixie-aarch64
                hint: choose one with --format, --distribution or --architecture
                """);
    }
}
