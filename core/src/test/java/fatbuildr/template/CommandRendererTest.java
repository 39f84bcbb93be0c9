package fatbuildr.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.config.CommandSplitter;
import fatbuildr.config.CommandTemplate;
import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandRendererTest {
    private final CommandRenderer renderer = new CommandRenderer(new Templates(ZoneOffset.UTC));

    @Test
    void valuesNeverChangeTheArgumentList() {
        assertThat(render(
                        "tool --components {{ components }} --x='{{ quote }}' {{ empty }}",
                        Map.of("components", "main contrib", "quote", "a'b \"c", "empty", "")))
                .containsExactly("tool", "--components", "main contrib", "--x=a'b \"c", "");
    }

    @Test
    void blocksStandForAnyNumberOfArguments() {
        String command = "tool {% if modules %}--enable {{ modules|join(\",\") }}{% endif %} end";
        assertThat(render(command, Map.of("modules", List.of("a:1", "b"))))
                .containsExactly("tool", "--enable", "a:1,b", "end");
        assertThat(render(command, Map.of("modules", List.of()))).containsExactly("tool", "end");
    }

    @Test
    void pathsHaveParentAndName() {
        assertThat(render(
                        "{{ path }} {{ path.parent }}/.cache-{{ path.name }} {{ path.parent.name }}",
                        Map.of("path", Path.of("/var/lib/images/lab/deb"))))
                .containsExactly("/var/lib/images/lab/deb", "/var/lib/images/lab/.cache-deb", "lab");
        assertThat(render("{{ path.parent }} {{ path.name }}", Map.of("path", Path.of("/"))))
                .containsExactly("/", "");
        assertThat(render("{{ path.parent }}", Map.of("path", Path.of("x")))).containsExactly(".");
    }

    @Test
    void numbersAndUnknownVariables() {
        assertThat(render("--uid={{ uid }} --{{ unknown }}", Map.of("uid", 1000)))
                .containsExactly("--uid=1000", "--");
    }

    @Test
    void textOptions() {
        assertThat(renderer.renderText("env_path", "/var/cache/{{ name }}", Map.of("name", "fatbuildr-sid-amd64")))
                .isEqualTo("/var/cache/fatbuildr-sid-amd64");
    }

    @Test
    void everyShippedCommandCanBeRendered() {
        Settings settings = SettingsLoader.load(
                        Path.of("../dist/src/main/share/fatbuildr.ini"), Path.of("/nonexistent/site.ini"))
                .settings();
        Map<String, Object> variables = Map.of(
                "name", "n", "path", Path.of("/p/q"), "definition", Path.of("/d/e"), "modules", List.of("a", "b"));
        List<CommandTemplate> commands =
                new ArrayList<>(List.of(settings.images().createCommand()));
        settings.formats().values().forEach(format -> {
            commands.addAll(format.initCommands());
            commands.addAll(format.environmentUpdateCommands());
            format.shellCommand().ifPresent(commands::add);
            format.execCommand().ifPresent(commands::add);
        });
        assertThat(commands)
                .hasSizeGreaterThan(5)
                .allSatisfy(command -> assertThat(renderer.render("command", command, variables))
                        .isNotEmpty()
                        .allSatisfy(word -> assertThat(word).doesNotContain("{", "$")));
    }

    @Test
    void failuresNameTheOption() {
        assertThatThrownBy(() -> render("{{ a.b }}", Map.of()))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("template init_cmds:1: ");
        assertThatThrownBy(() -> render("{% if true %}'{% endif %}", Map.of()))
                .hasMessage("init_cmds: a quote is not closed: '");
    }

    private List<String> render(String command, Map<String, ?> variables) {
        return renderer.render("init_cmds", new CommandTemplate(CommandSplitter.words(command)), variables);
    }
}
