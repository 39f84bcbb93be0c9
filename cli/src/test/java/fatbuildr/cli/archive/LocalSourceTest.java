package fatbuildr.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalSourceTest {
    @TempDir
    Path directory;

    @BeforeEach
    void make() throws IOException {
        for (String name : new String[] {"src", "lib", "a#b", "1@c", "home"}) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("home/src"));
    }

    private Path path(String text) {
        return text.startsWith("~/") ? directory.resolve("home").resolve(text.substring(2)) : directory.resolve(text);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "./src, acme, -, src",
                "3.2~rc1@./src, acme, 3.2~rc1, src",
                "lib#./lib, lib, -, lib",
                "lib#0.9@./lib, lib, 0.9, lib",
                "a#b, acme, -, a#b",
                "1@c, acme, -, 1@c",
                "lib#1@a#b, lib, 1, a#b",
                "2@1@c, acme, 2, 1@c",
                "~/src, acme, -, home/src",
                "2@~/src, acme, 2, home/src",
                "lib#~/src, lib, -, home/src",
            })
    void valuesAreRead(String value, String id, String version, String expected) {
        LocalSource source = LocalSource.parse(value, "acme", this::path);
        assertThat(source.id()).isEqualTo(id);
        assertThat(source.version()).isEqualTo(Optional.ofNullable(version));
        assertThat(source.directory().normalize()).isEqualTo(directory.resolve(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#src", "@src", "lib#@src", "lib#", "1@", "lib#1@"})
    void emptyPartsAreRefused(String value) {
        assertThatThrownBy(() -> LocalSource.parse(value, "acme", this::path))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(value + " is not of the form [ID#][VERSION@]DIRECTORY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lib#none", "1@none"})
    void theDirectoryMustExist(String value) {
        assertThatThrownBy(() -> LocalSource.parse(value, "acme", this::path))
                .isInstanceOf(Failure.class)
                .hasMessage("directory " + directory.resolve("none") + " of local source " + value + " does not exist");
    }
}
