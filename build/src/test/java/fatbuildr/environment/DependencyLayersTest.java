package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.registry.deb.ControlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DependencyLayersTest {
    @TempDir
    Path root;

    /** An alternative that the own repository offers from now on would be installed instead of what is. */
    @Test
    void namesThatInstalledPackagesDependOnMatterLikeTheirOwn() throws IOException {
        Path status = Files.createDirectories(root.resolve("var/lib/dpkg")).resolve("status");
        Files.writeString(status, """
                Package: mailer
                Status: install ok installed
                Pre-Depends: dpkg (>= 1.17)
                Depends: better-agent | mail-transport-agent:any, libc6 (>= 2.36)
                Description: Package: not this one
                 Depends: nor this one

                Package: exim4
                Provides: mail-transport-agent
                """);
        BuildDependencies needed = BuildDependencies.of(
                root.resolve("control"),
                ControlParser.parseOne("Source: hello\nBuild-Depends: mailer, tool | other-tool\n", "control"),
                false);
        assertThat(DependencyLayers.considered(root, needed))
                .containsExactly(
                        "better-agent",
                        "dpkg",
                        "exim4",
                        "libc6",
                        "mail-transport-agent",
                        "mailer",
                        "other-tool",
                        "tool");
    }
}
