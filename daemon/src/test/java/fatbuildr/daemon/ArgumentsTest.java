package fatbuildr.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void defaults() {
        assertThat(Arguments.parse())
                .isEqualTo(new Arguments(
                        Path.of("/usr/share/fatbuildr/fatbuildr.ini"),
                        Path.of("/etc/fatbuildr/fatbuildr.ini"),
                        Optional.empty(),
                        false,
                        new Arguments.Doors(true, 0),
                        new Arguments.Wish.Run(),
                        System.getProperty("user.name")));
    }

    @Test
    void everyOption() {
        assertThat(Arguments.parse(
                        "--vendor-config",
                        "a",
                        "--site-config=b",
                        "--ready-file",
                        "c",
                        "--debug",
                        "--no-http",
                        "--idle-exit",
                        "30"))
                .isEqualTo(new Arguments(
                        Path.of("a"),
                        Path.of("b"),
                        Optional.of(Path.of("c")),
                        true,
                        new Arguments.Doors(false, 30),
                        new Arguments.Wish.Run(),
                        System.getProperty("user.name")));
        assertThat(Arguments.parse("-v").wish()).isEqualTo(new Arguments.Wish.Version());
        assertThat(Arguments.parse("--version").wish()).isEqualTo(new Arguments.Wish.Version());
        assertThat(Arguments.parse("-h").wish()).isEqualTo(new Arguments.Wish.Help());
    }

    @Test
    void aTokenIsForWhoeverIsNamed() {
        Arguments arguments = Arguments.parse("--generate-token", "lab", "--user=alice");

        assertThat(arguments.wish()).isEqualTo(new Arguments.Wish.Token("lab"));
        assertThat(arguments.user()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "file",
                "--ready-file",
                "",
                "-x",
                "--generate-token",
                "--user",
                "--idle-exit",
                "--idle-exit=soon"
            })
    void mistakes(String word) {
        assertThatThrownBy(() -> Arguments.parse(word))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("fatbuildrd --help");
    }

    @Test
    void theManualPageNamesEveryOption() throws IOException {
        String page = Files.readString(Path.of("../dist/src/main/share/man/man8/fatbuildrd.8"))
                .replace("\\-", "-");
        Pattern.compile("--[a-z-]+")
                .matcher(Arguments.USAGE)
                .results()
                .forEach(option -> assertThat(page).contains(option.group()));
    }
}
