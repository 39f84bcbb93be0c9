package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion in the real shells, manual pages with the real readers. */
final class PackagingFilesTest {
    @TempDir
    Path home;

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.redirectInput(new java.io.File("/dev/null"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "dumb");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private Path completion(String shell) throws IOException {
        Ctl.Outcome outcome = new Ctl(home).run("generate-completion", shell);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return Files.writeString(home.resolve("completion"), outcome.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "re|registry",
                "--uri x lis|list",
                "images env-c|env-create",
                "keyring ren|renew",
                "registry delete --con|--contains",
                "build -a acme --inc|--include-git-untracked",
                "build --basedir s|src/",
                "--preferences oth|other.ini",
                "patches --der|--derivative",
            })
    void fishCompletes(String line, String word) throws Exception {
        Files.createDirectory(home.resolve("src"));
        Files.createFile(home.resolve("other.ini"));
        completion("fish");
        String output = run("fish", "--no-config", "-c", "source completion; complete -C 'fatbuildrctl " + line + "'");
        assertThat(output.lines().map(text -> text.split("\t", 2)[0])).containsExactly(word);
    }

    @Test
    void fishDescribesEveryCommand() throws Exception {
        completion("fish");
        assertThat(run("fish", "--no-config", "-c", "source completion; complete -C 'fatbuildrctl '"))
                .contains("patches\tEdit the patches", "tokens\t", "images\t")
                .doesNotContain("generate-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build -b sr|fatbuildrctl build -b src/",
                "build -b 'my|fatbuildrctl build -b my packages/",
                "build --sources src/|fatbuildrctl build --sources src/acme/",
                "--preferences oth|fatbuildrctl --preferences other file.ini",
                "keyring ren|fatbuildrctl keyring renew",
            })
    void bashCompletesAtATerminal(String line, String completed) throws Exception {
        Files.createDirectories(home.resolve("src/acme"));
        Files.createDirectory(home.resolve("my packages"));
        Files.createFile(home.resolve("other file.ini"));
        completion("bash");
        Files.writeString(home.resolve("session"), """
                zmodload zsh/zpty
                zpty shell bash --norc --noprofile -i
                zpty -w shell 'source ./completion; echo rea""dy'
                zpty -r shell output '*ready*'
                zpty -w -n shell "echo >dumped "$'\\x01\\x0bfatbuildrctl %s\\t\\x01\\x19\\n'
                for ((i = 0; i < 200; i++)); do [[ -s dumped ]] && break; sleep 0.1; done
                """.formatted(line.replace("'", "\\'")));
        String output = run("zsh", "-f", "session");
        assertThat(home.resolve("dumped")).as(output).exists();
        assertThat(Files.readString(home.resolve("dumped")).strip()).isEqualTo(completed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "re|fatbuildrctl registry ",
                "images env-c|fatbuildrctl images env-create ",
                "registry delete --con|fatbuildrctl registry delete --contains ",
                "build --basedir sr|fatbuildrctl build --basedir src/",
                "build -a ac|fatbuildrctl build -a ac",
                "keyring ren|fatbuildrctl keyring renew ",
            })
    void zshCompletes(String line, String completed) throws Exception {
        Files.createDirectory(home.resolve("src"));
        completion("zsh");
        Files.writeString(home.resolve("session"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'autoload -U compinit; compinit -u -D; source ./completion'
                zpty -w shell 'dump() { print -r -- "$BUFFER|" >dumped; exit }; zle -N dump; bindkey "^X" dump'
                zpty -w shell 'print rea""dy'
                zpty -r shell output '*ready*'
                zpty -w -n shell $'fatbuildrctl %s\\t\\x18'
                for ((i = 0; i < 200; i++)); do [[ -s dumped ]] && break; sleep 0.1; done
                """.formatted(line));
        String output = run("zsh", "-f", "session");
        assertThat(home.resolve("dumped")).as(output).exists();
        assertThat(Files.readString(home.resolve("dumped")).replace("|", "").strip())
                .isEqualTo(completed.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fatbuildrctl", "fatbuildr.ini", "import-dsc", "import-srcrpm"})
    void manualPagesAreWellFormed(String name) throws Exception {
        Ctl.Outcome outcome = new Ctl(home).run("generate-manual", name);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        wellFormed(Files.writeString(home.resolve("page"), outcome.out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fatbuildrd", "fatbuildrweb"})
    void manualPagesOfServersAreWellFormed(String name) throws Exception {
        wellFormed(Path.of("../dist/src/main/share/man/man8/" + name + ".8").toAbsolutePath());
    }

    /** The date is left out for builds that can be repeated, which mandoc remarks. */
    private void wellFormed(Path page) throws Exception {
        assertThat(run("sh", "-c", "man --warnings -l " + page + " >/dev/null")).isEmpty();
        assertThat(run("mandoc", "-T", "lint", "-W", "warning", page.toString()).lines())
                .filteredOn(line -> !line.contains("missing date"))
                .isEmpty();
    }

    @Test
    void theManualPageNamesWhatThereIs() throws Exception {
        Path page = Files.writeString(
                home.resolve("page"), new Ctl(home).run("generate-manual").out());
        String text = run("sh", "-c", "MANWIDTH=80 man -l " + page + " | col -bx");
        assertThat(text)
                .contains("fatbuildrctl - Builds and publishes packages", "EXIT STATUS", "ENVIRONMENT", "FILES")
                .contains("--include-git-untracked", "env-create", "https://HOST/INSTANCE", "FATBUILDR_URI")
                .contains("generate prints a new token")
                .doesNotContain("generate-completion");
    }

    @Test
    void theManualPageOfTheConfigurationNamesEveryOption() throws Exception {
        Path page = Files.writeString(
                home.resolve("page"),
                new Ctl(home).run("generate-manual", "fatbuildr.ini").out());
        String text = run("sh", "-c", "MANWIDTH=80 man -l " + page + " | col -bx");
        assertThat(text).contains("[dirs]", "[format:deb]", "env_update_cmds", "/var/cache/fatbuildr");
        for (String line : Files.readAllLines(Path.of("../dist/src/main/share/fatbuildr.ini"))) {
            if (line.matches("#?[a-z_]+ =.*")) {
                assertThat(text).contains(line.replaceAll("#?([a-z_]+) =.*", "$1"));
            }
        }
    }
}
