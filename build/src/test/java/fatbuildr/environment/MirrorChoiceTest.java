package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.config.Settings;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which mirror an environment gets: the instance's, else the configuration's, else this machine's. */
final class MirrorChoiceTest {
    private static final EnvironmentId ID = new EnvironmentId("deb", "bookworm", "x86_64");

    @TempDir
    Path directory;

    private MirrorChoice choice;

    @BeforeEach
    void prepare() throws IOException {
        Path apt = Files.createDirectories(directory.resolve("apt"));
        Files.writeString(
                apt.resolve("sources.list"),
                "deb [signed-by=/etc/keys/own.gpg] http://machine.example/debian/ bookworm main contrib\n");
        Path release = Files.writeString(directory.resolve("os-release"), "ID=debian\nVERSION_CODENAME=bookworm\n");
        choice = new MirrorChoice(new HostMirror(apt, release));
    }

    @Test
    void theInstancesMirrorComesFirst() {
        List<AptSource> sources = choice.sources(
                instance(Optional.of("http://instance.example/debian"), List.of("main")),
                ID,
                format(Optional.of("http://configured.example/debian")));
        assertThat(sources).singleElement().satisfies(source -> {
            assertThat(source.uri()).isEqualTo("http://instance.example/debian");
            assertThat(source.components()).containsExactly("main");
            assertThat(source.keyFiles()).isEmpty();
        });
    }

    @Test
    void thenTheConfiguredOneWithItsDefaultComponents() {
        List<AptSource> sources = choice.sources(
                instance(Optional.empty(), List.of()), ID, format(Optional.of("http://configured.example/debian")));
        assertThat(sources).singleElement().satisfies(source -> {
            assertThat(source.uri()).isEqualTo("http://configured.example/debian");
            assertThat(source.components()).containsExactly("main", "non-free");
        });
    }

    @Test
    void thenTheMachinesWithItsOwnComponents() {
        assertThat(choice.sources(instance(Optional.empty(), List.of()), ID, format(Optional.empty())))
                .singleElement()
                .satisfies(source -> {
                    assertThat(source.uri()).isEqualTo("http://machine.example/debian/");
                    assertThat(source.components()).containsExactly("main", "contrib");
                });
    }

    @Test
    void aMirrorThatThisMachineUsesTooIsVerifiedInTheSameWay() {
        assertThat(choice.sources(
                        instance(Optional.of("http://machine.example/debian"), List.of()),
                        ID,
                        format(Optional.empty())))
                .singleElement()
                .satisfies(source -> assertThat(source.keyFiles()).containsExactly(Path.of("/etc/keys/own.gpg")));
    }

    private static InstanceDefinition instance(Optional<String> mirror, List<String> components) {
        Distribution distribution = new Distribution(
                "bookworm", "deb", Optional.of("bookworm"), Optional.empty(), mirror, components, List.of());
        return new InstanceDefinition(
                "lab",
                "Lab packages",
                new InstanceDefinition.Owner("Owner", "owner@example.org"),
                List.of("x86_64"),
                new Pipelines(Map.of("deb", List.of(distribution)), Map.of()));
    }

    private static Settings.Format format(Optional<String> mirror) {
        return new Settings.Format(
                "deb",
                "/usr/bin/dpkg-buildpackage",
                "/env/{{ name }}",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                true,
                List.of(),
                true,
                mirror,
                List.of("main", "non-free"),
                List.of(),
                List.of(),
                true,
                true);
    }
}
