package fatbuildr.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static final InstanceDefinition LAB = new InstanceDefinition(
            "lab",
            "<Lab>",
            new InstanceDefinition.Owner("Lab", "lab@lab.example"),
            List.of("x86_64"),
            new Pipelines(Map.of(), Map.of()));

    @ParameterizedTest
    @CsvSource({
        "0,0 Bytes",
        "1,1 Byte",
        "18,18 Bytes",
        "999,999 Bytes",
        "1000,1.0 kB",
        "4100,4.1 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "5000000000,5.0 GB",
        "9223372036854775807,9.2 EB"
    })
    void sizes(long bytes, String readable) {
        assertThat(Sizes.readable(bytes)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource({"/,./", "/version,./", "/lab/registry/,../../", "/lab/watch/x.html,../../", "/lab/deb/dists/,../../../"
    })
    void theWayToTheTopIsRelative(String path, String top) {
        assertThat(new Layout("3", path).top()).isEqualTo(top);
    }

    @Test
    void everythingIsEscaped() {
        assertThat(Html.escape("<a href=\"x\">'&'</a>"))
                .isEqualTo("&lt;a href=&#34;x&#34;&gt;&#39;&amp;&#39;&lt;/a&gt;");
        assertThat(Html.link("\"><script>", "<b>")).isEqualTo("<a href=\"&#34;&gt;&lt;script&gt;\">&lt;b&gt;</a>");
        assertThat(Html.segment("a b/c?d#é+~")).isEqualTo("a%20b%2Fc%3Fd%23%C3%A9%2B~");
    }

    @Test
    void theIndexLinksInstances() {
        String page = IndexPage.render(new Layout("3.0.0", "/"), List.of(LAB));

        assertThat(page)
                .contains("<title>Fatbuildr: instances</title>")
                .contains("<a href=\"./lab/registry/\">lab (&lt;Lab&gt;)</a>")
                .contains("Fatbuildr v3.0.0");
        assertThat(IndexPage.render(new Layout("3.0.0", "/"), List.of())).contains("∅");
    }

    @Test
    void theOverviewShowsWhatIsAndWhatRuns() {
        Task pending = task(TaskState.PENDING, TaskResult.UNKNOWN);
        Task running = task(TaskState.RUNNING, TaskResult.UNKNOWN);
        Task finished = task(TaskState.FINISHED, TaskResult.FAILED);

        String page = new OverviewPage(LAB, List.of("deb"), List.of(running), List.of(pending), List.of(finished), true)
                .render(new Layout("3.0.0", "/lab/registry/"), true);

        assertThat(page)
                .contains("<title>Fatbuildr: lab</title>", "&lt;Lab&gt;", "<a href=\"../deb/\">deb</a>")
                .contains("<a href=\"../watch/" + running.id() + ".html\">")
                .contains("<a href=\"../watch/" + finished.id() + ".html\">", "class=\"failed\">failed<")
                .contains("<li>" + pending.id())
                .contains("<a href=\"../keyring.asc\">", "<a href=\"../registry.json\">JSON</a>");
    }

    @Test
    void anEmptyOverviewSaysSo() {
        String page = new OverviewPage(LAB, List.of(), List.of(), List.of(), List.of(), false)
                .render(new Layout("3.0.0", "/registry/"), false);

        assertThat(page.split("∅", -1)).hasSize(6);
        assertThat(page).contains("<title>Fatbuildr: formats</title>");
    }

    @Test
    void terminalTextKeepsOnlyText() {
        TerminalText text = new TerminalText();
        StringBuilder shown = new StringBuilder();
        byte[] sent = "a\u001b[1;31mb\u001b[0mé\u001b]0;title\u0007c\u001b(Bd\be\r\n\tf\u001b]8;;x\u001b\\g €"
                .getBytes(StandardCharsets.UTF_8);
        for (byte octet : sent) {
            shown.append(text.decode(new byte[] {octet}));
        }

        assertThat(shown).hasToString("abécde\n\tfg €");
    }

    @Test
    void badBytesAreReplaced() {
        TerminalText text = new TerminalText();

        assertThat(text.decode(new byte[] {(byte) 0xff, 'a', (byte) 0xe2, (byte) 0x82}))
                .isEqualTo("\ufffda");
        assertThat(text.pending()).isEqualTo("\ufffd");
        assertThat(text.pending()).isEmpty();
        assertThat(text.decode(new byte[] {'b'})).isEqualTo("b");
    }

    private static Task task(TaskState state, TaskResult result) {
        return new Task(
                TaskId.random(),
                new TaskSpec.KeyringCreation(),
                "alice",
                Instant.EPOCH,
                Path.of("/srv/x"),
                state,
                result,
                List.of());
    }
}
