package fatbuildr.container;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.config.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NspawnCommandTest {
    private static final Path ROOT = Path.of("/scratch/root");
    private final NspawnCommand nspawn = new NspawnCommand(new Settings.Containers(
            Path.of("/usr/bin/systemd-nspawn"), List.of("--init-option"), List.of("--quiet", "--register=no"), true));

    @Test
    void isolatedRunsHaveNeitherNetworkNorPrivileges() {
        ContainerRun run = ContainerRun.isolated(new Root.Throwaway(Path.of("/env")), "builder", List.of("make", "a b"))
                .bind(Bind.writable(Path.of("/ws/build"), "/build"), Bind.readOnly(Path.of("/ca:che")))
                .env("LC_ALL", "C.UTF-8")
                .in("/build");
        assertThat(nspawn.words(run, ROOT, "m1", false))
                .containsExactly(
                        "/usr/bin/systemd-nspawn",
                        "--directory=/scratch/root",
                        "--machine=m1",
                        "--hostname=fatbuildr",
                        "--as-pid2",
                        "--console=pipe",
                        "--timezone=off",
                        "--link-journal=no",
                        "--quiet",
                        "--register=no",
                        "--private-network",
                        "--resolv-conf=off",
                        "--no-new-privileges=yes",
                        "--drop-capability=all",
                        "--user=builder",
                        "--bind=/ws/build:/build",
                        "--bind-ro=/ca\\:che:/ca\\:che",
                        "--chdir=/build",
                        "--setenv=LC_ALL=C.UTF-8",
                        "--",
                        "make",
                        "a b");
    }

    @Test
    void administrativeRunsHaveTheNetworkAndTheInitOptions() {
        ContainerRun run =
                ContainerRun.administrative(new Root.InPlace(Path.of("/image")), List.of("apt-get", "update"));
        assertThat(nspawn.words(run, Path.of("/image"), "m2", true))
                .containsExactly(
                        "/usr/bin/systemd-nspawn",
                        "--directory=/image",
                        "--machine=m2",
                        "--hostname=fatbuildr",
                        "--as-pid2",
                        "--console=interactive",
                        "--timezone=off",
                        "--link-journal=no",
                        "--init-option",
                        "--quiet",
                        "--register=no",
                        "--chdir=/",
                        "--",
                        "apt-get",
                        "update");
    }
}
