package fatbuildr.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into images and environments, and what is asked of them. */
final class RootPreparationTest {
    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("etc/apt/apt.conf.d"));
        Files.createDirectories(root.resolve("usr/sbin"));
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 192.0.2.1\n");
    }

    @Test
    void aRootGetsTheBuildersAccountOnceAndLosesTracesOfThisMachine() throws IOException {
        Path key = Files.writeString(directory.resolve("mirror.gpg"), "key");
        RootFiles.finish(root, List.of(key));
        String first = RootFiles.generation(root);
        RootFiles.finish(root, List.of(key));
        assertThat(root.resolve("build")).isEmptyDirectory();
        assertThat(root.resolve("etc/passwd"))
                .hasContent("root:x:0:0:root:/root:/bin/bash\nbuilder:x:59500:59500::/build:/bin/sh\n");
        assertThat(root.resolve("etc/group")).hasContent("root:x:0:\nbuilder:x:59500:\n");
        assertThat(root.resolve("etc/resolv.conf")).doesNotExist();
        assertThat(ImageLayout.within(root, key)).hasContent("key");
        assertThat(root.resolve("usr/sbin/policy-rc.d")).isExecutable();
        // Each making is another environment: layers of dependencies on the former one do not fit it.
        assertThat(RootFiles.generation(root)).isNotEqualTo(first);
    }

    @Test
    void anAccountOfAnotherKindIsNotTakenOver() throws IOException {
        Files.writeString(root.resolve("etc/passwd"), "builder:x:1000:1000::/home/builder:/bin/sh\n");
        assertThatThrownBy(() -> RootFiles.finish(root, List.of()))
                .hasMessageContainingAll("Account builder with id 59500 cannot be made", "builder:x:1000");
    }

    @Test
    void theDefinitionOfAnImageNamesPackages() throws IOException {
        Path file = Files.writeString(
                directory.resolve("deb.image"), "# tools\ndpkg-dev lintian # checks\n\nlibc6:amd64\n");
        assertThat(ImageDefinition.packages(file)).containsExactly("dpkg-dev", "lintian", "libc6:amd64");
        Files.writeString(file, "dpkg-dev\n--force\n");
        assertThatThrownBy(() -> ImageDefinition.packages(file))
                .hasMessage(file + ":2: not the name of a package: --force");
    }

    @Test
    void foreignProgramsNeedAnInterpreterThatContainersCanUse() throws IOException {
        Path binfmt = Files.createDirectories(directory.resolve("binfmt"));
        Emulation emulation = new Emulation("x86_64", binfmt);
        emulation.require("x86_64");
        emulation.require("i686");
        assertThatThrownBy(() -> emulation.require("aarch64")).hasMessageContaining("qemu-user-static");
        Files.writeString(binfmt.resolve("qemu-aarch64"), "enabled\ninterpreter /usr/bin/qemu\nflags: OC\n");
        assertThatThrownBy(() -> emulation.require("aarch64")).hasMessageContaining("aarch64");
        Files.writeString(binfmt.resolve("qemu-aarch64"), "enabled\ninterpreter /usr/bin/qemu\nflags: OCF\n");
        emulation.require("aarch64");
        Files.writeString(binfmt.resolve("qemu-aarch64"), "disabled\ninterpreter /usr/bin/qemu\nflags: OCF\n");
        assertThatThrownBy(() -> emulation.require("aarch64")).hasMessageContaining("aarch64");
    }

    @Test
    void dependenciesAreThoseOfTheKindsOfPackagesBuilt() {
        Stanza source = ControlParser.parseOne("""
                Source: hello
                Build-Depends: debhelper-compat (= 13), libfoo-dev | libbar-dev [amd64] <!nocheck>,
                 gettext:any
                Build-Depends-Indep: python3-sphinx
                Build-Depends-Arch: bison
                Build-Conflicts: autoconf2.13
                """, "control");
        BuildDependencies all = BuildDependencies.of(Path.of("control"), source, false);
        assertThat(all.names())
                .containsExactly(
                        "autoconf2.13",
                        "bison",
                        "debhelper-compat",
                        "gettext",
                        "libbar-dev",
                        "libfoo-dev",
                        "python3-sphinx");
        BuildDependencies architecture = BuildDependencies.of(Path.of("control"), source, true);
        assertThat(architecture.names()).doesNotContain("python3-sphinx").contains("bison");
        assertThat(all.text()).startsWith("Build-Depends: debhelper-compat (= 13), libfoo-dev | libbar-dev [amd64]");
    }

    @Test
    void theMostSpecificDerivativeIsPinnedUppermost() {
        OwnRepository own =
                new OwnRepository(directory, "KEY", "bookworm", List.of("extra", "main"), "Lab, [all] packages of É");
        assertThat(own.sources()).contains("Components: extra main\n", "Suites: bookworm\n");
        // A comma or a bracket would mean something else to apt.
        assertThat(own.preferences()).isEqualTo("""
                Package: *
                Pin: release o=Lab* *all* packages of É, c=main
                Pin-Priority: 1000

                Package: *
                Pin: release o=Lab* *all* packages of É, c=extra
                Pin-Priority: 2000
                """);
    }
}
