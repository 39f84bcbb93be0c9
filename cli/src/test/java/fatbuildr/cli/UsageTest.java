package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "'', a command is missing",
        "bogus, bogus",
        "list --bogus, --bogus",
        "list extra, extra",
        "build, --artifact",
        "history shred, shred",
        "history --limit many, many",
        "history --limit -1, --limit",
        "watch a b, b",
        "cancel, TASK",
        "images bogus, bogus",
        "images create --fo, --format or --force",
        "images create --force=yes, takes no value",
        "build -a, --artifact needs a value",
        "registry -d --json, --distribution needs a value",
        "list -x, -x",
        "registry list -d x --all, --all",
    })
    void wrongCommandLinesExitWithTwo(String line, String named) {
        Ctl.Outcome outcome = new Ctl(home).run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("Usage: fatbuildrctl")
                .contains(named)
                .contains("\nhint: see ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regsitry|unknown command regsitry: did you mean registry?",
                "biuld|unknown command biuld: did you mean build?",
                "images evn-create|did you mean env-create?",
                "images env-c|did you mean env-create?",
                "hist|unknown command hist: did you mean history?",
                "build --artefact x|unknown option --artefact: did you mean --artifact?",
                "keyring shwo|did you mean show?",
            })
    void mistypedWordsAreRecognised(String line, String message) {
        Ctl.Outcome outcome = new Ctl(home).run(line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "generate-completio", "build --zzzzz x", "ls"})
    void strangeWordsAreNotGuessed(String line) {
        assertThat(new Ctl(home).run(line.split(" ")).err()).doesNotContain("did you mean");
    }

    @Test
    void withoutCommandTheCommandsAreListed() {
        Ctl.Outcome outcome = new Ctl(home).run();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("\nCommands:\n  build ", "a command is missing");
        assertThat(new Ctl(home).run("images").err()).contains("\nCommands:\n  create ");
    }

    @Test
    void coloursAreForTerminalsWithoutNoColor() {
        assertThat(new Ctl(home).terminal(true, true, true).run("zzz").err()).contains("\u001b[38;5;160mERROR");
        assertThat(new Ctl(home)
                        .terminal(true, true, true)
                        .with("NO_COLOR", "1")
                        .run("zzz")
                        .err())
                .doesNotContain("\u001b");
        assertThat(new Ctl(home).run("zzz").err()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "build -h",
                "list --help",
                "history --help",
                "watch -h",
                "cancel -h",
                "registry --help",
                "keyring --help",
                "images -h",
                "images env-create --help",
                "tokens --help",
                "patches --help",
                "images create --he"
            })
    void helpIsAResult(String line) {
        Ctl.Outcome outcome = new Ctl(home).run(line.split(" "));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: fatbuildrctl");
        assertThat(outcome.out().lines())
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void theHelpDocumentsTheExitCodesAndEveryCommand() {
        assertThat(new Ctl(home).run("--help").out())
                .contains("Exit codes:", "  0  done", "  1  an error, or the followed task failed", "  2  the command")
                .contains("build", "list", "watch", "cancel", "history", "registry", "keyring", "images", "tokens");
    }

    @Test
    void theVersionIsOneLine() {
        Ctl.Outcome outcome = new Ctl(home).run("-v");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).matches("fatbuildrctl \\S+\n");
        assertThat(new Ctl(home).run("--vers").out()).isEqualTo(outcome.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--debug ''|build patches list watch cancel history registry keyring images tokens",
                "re|registry",
                "-|-v --version --debug --fulldebug --preferences --uri -h --help",
                "--uri x lis|list",
                "images ''|create update shell env-create env-update env-shell list",
                "images env-create --a|--architecture",
                "keyring ''|show export create renew",
                "registry delete --con|--contains",
                "build -a acme --inc|--include-git-untracked",
                "build -a ''|''",
                "build --basedir s|src",
                "build --sources s|src",
                "--preferences o|other.ini",
            })
    void bashCompletes(String line, String words) throws Exception {
        Files.createDirectory(home.resolve("src"));
        Files.createFile(home.resolve("other.ini"));
        Files.writeString(
                home.resolve("completion"),
                new Ctl(home).run("generate-completion").out());
        Process bash = new ProcessBuilder("bash", "-c", """
                        source completion
                        COMP_WORDS=(fatbuildrctl %s)
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        _fatbuildrctl
                        echo "${COMPREPLY[*]}"
                        """.formatted(line))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo(words);
    }
}
