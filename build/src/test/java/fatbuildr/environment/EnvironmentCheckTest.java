package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.container.TinyRoot;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.source.RecordingJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build finds out about its environments before anything else. */
@Timeout(60)
final class EnvironmentCheckTest {
    private static final String MIRROR = "http://mirror.example/debian";
    private static final EnvironmentId ID = new EnvironmentId("deb", "bookworm", "x86_64");

    @TempDir
    Path directory;

    private final RecordingJournal journal = new RecordingJournal();
    private Images images;

    @BeforeEach
    void prepare() throws Exception {
        Path image = TinyRoot.make(directory.resolve("images/lab/deb.img"));
        Files.createDirectories(image.resolve("var/cache/pbuilder"));
        images = TestImages.in(directory, """
                [format:deb]
                init_cmds = mkdir -p {{ path }}/etc && cp /etc/passwd /etc/group {{ path }}/etc
                """);
    }

    private static InstanceDefinition lab(String mirror, String... components) {
        Distribution bookworm = new Distribution(
                "bookworm",
                "deb",
                Optional.of("bookworm"),
                Optional.of("deb12"),
                Optional.of(mirror),
                List.of(components),
                List.of());
        return new InstanceDefinition(
                "lab",
                "Lab packages",
                new InstanceDefinition.Owner("Owner", "owner@example.org"),
                List.of("x86_64", "s390x"),
                new Pipelines(Map.of("deb", List.of(bookworm)), Map.of()));
    }

    private boolean warns(InstanceDefinition instance) {
        RecordingJournal told = new RecordingJournal();
        images.warnOfChanges(instance, ID, told);
        return told.lines().stream().anyMatch(line -> line.contains("env-create --force"));
    }

    @Test
    void settingsThatChangedSinceItWasMadeAreTold() throws Exception {
        images.createEnvironment(lab(MIRROR, "main"), ID, false, journal);
        assertThat(warns(lab(MIRROR, "main"))).isFalse();
        assertThat(warns(lab(MIRROR, "main", "contrib"))).isTrue();
        assertThat(warns(lab("http://other.example/debian", "main"))).isTrue();
        images.createEnvironment(lab(MIRROR, "main", "contrib"), ID, true, journal);
        assertThat(warns(lab(MIRROR, "main", "contrib"))).isFalse();
        // One made before settings were remembered.
        Files.delete(images.requireEnvironment(lab(MIRROR), ID).resolve("etc/fatbuildr-settings"));
        assertThat(warns(lab(MIRROR))).isFalse();
    }

    /** Made while this machine could run it, or copied from another. */
    @Test
    void anEnvironmentThatCannotRunHereIsNamed() throws IOException {
        EnvironmentId foreign = new EnvironmentId("deb", "bookworm", "s390x");
        Files.createDirectories(images.layout().environment(lab(MIRROR), foreign));
        assertThatThrownBy(() -> images.requireEnvironment(lab(MIRROR), foreign))
                .hasMessageContaining("cannot run programs of architecture s390x");
    }
}
