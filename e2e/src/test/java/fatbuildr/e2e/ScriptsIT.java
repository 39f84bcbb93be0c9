package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checkout's own commands say in one line what they miss. */
final class ScriptsIT {
    private static final Path CHECKOUT = Site.EXAMPLES.getParent();

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "check", "bench"})
    void rootIsAskedFor(String script) {
        Command asked = Command.run(CHECKOUT, "unshare", "--user", "bash", "./" + script);
        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.output())
                .isEqualTo(script + ": root is needed to make containers and overlay mounts: run it as root, "
                        + "for example: sudo ./" + script + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "check", "bench"})
    void aMissingJdkIsNamed(String script) {
        Command failed = Command.run(
                CHECKOUT,
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /usr/lib/jvm && exec env -u JAVA_HOME ./" + script);
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output()).contains("JDK 25").hasLineCount(1);
    }
}
