package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryLoaderTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private Environment environment;

    @BeforeEach
    void layOutTemplates() throws IOException {
        directory = Files.createDirectory(temporary.resolve("templates"));
        Files.writeString(temporary.resolve("secret"), "secret");
        Files.writeString(directory.resolve("main"), "[{% include 'part' %}|{% include 'sub/deep' %}]");
        Files.writeString(directory.resolve("part"), "{{ x }}");
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/deep"), "{% include 'part' %}!");
        environment =
                Environment.builder().loader(new DirectoryLoader(directory)).build();
    }

    @Test
    void includesSiblingsAndFilesBelow() {
        assertThat(environment.load("main").render(Map.of("x", 5))).isEqualTo("[5|5!]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret", "sub/../../secret", "/etc/hostname", "missing", "sub", "", ".", "..", "a\u0000b"})
    void findsNothingOutsideTheDirectory(String name) {
        assertThat(new DirectoryLoader(directory).source(name)).isEmpty();
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> environment.parse("t", "{% include name %}").render(Map.of("name", name)))
                .withMessageContaining("template not found");
    }

    @Test
    void doesNotFollowLinksOutOfTheDirectory() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), temporary.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("up"), temporary);
        Files.createSymbolicLink(directory.resolve("dangling"), temporary.resolve("nothing"));
        Files.createSymbolicLink(directory.resolve("circle"), directory.resolve("circle"));
        Files.createSymbolicLink(directory.resolve("inside"), directory.resolve("part"));
        DirectoryLoader loader = new DirectoryLoader(directory);
        assertThat(loader.source("link")).isEmpty();
        assertThat(loader.source("up/secret")).isEmpty();
        assertThat(loader.source("dangling")).isEmpty();
        assertThat(loader.source("circle")).isEmpty();
        assertThat(loader.source("inside")).contains("{{ x }}");
    }

    @Test
    void followsADirectoryThatIsItselfALink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("alias"), directory);
        assertThat(new DirectoryLoader(link).source("part")).contains("{{ x }}");
    }

    @Test
    void namesTheFileThatIsNotText() throws IOException {
        Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> environment.load("binary"))
                .withMessageStartingWith("binary:1: cannot be read as UTF-8 text");
    }

    @Test
    void seesChangedFilesAndFallsBackToAnotherLoader() throws IOException {
        assertThat(environment.load("part").render(Map.of("x", 1))).isEqualTo("1");
        Files.writeString(directory.resolve("part"), "new {{ x }}");
        assertThat(environment.load("part").render(Map.of("x", 1))).isEqualTo("new 1");
        Path site = Files.createDirectory(temporary.resolve("site"));
        Files.writeString(site.resolve("part"), "site");
        Environment layered = Environment.builder()
                .loader(new DirectoryLoader(site).orElse(new DirectoryLoader(directory)))
                .build();
        assertThat(layered.load("main").render(Map.of("x", 1))).isEqualTo("[site|site!]");
    }
}
