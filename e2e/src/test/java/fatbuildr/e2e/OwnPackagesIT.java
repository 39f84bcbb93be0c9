package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Builds that need packages of the instance's own repository (build.md section 7), and builds that are cancelled. */
final class OwnPackagesIT {
    private static Site site;
    private static Path definitions;
    private static Path source;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start("own-packages").withEnvironment();
        definitions = site.directory.resolve("definitions");
        source = Files.createDirectories(site.directory.resolve("source/tree"));
        Files.writeString(source.resolve("README"), "Nothing to compile.\n");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aDerivativesBuildPrefersItsOwnPackagesAndFallsBackOnItsAncestors() {
        // The newer version is in main: what is nearer to the derivative counts more than what is newer.
        define("alpha", "{main: 5, next: 2}", "", "echo {{ derivative }} > debian/alpha/usr/share/alpha/answer");
        define("beta", "{main: 1, next: 1}", ", alpha", "cp /usr/share/alpha/answer debian/beta/usr/share/beta/");
        build("alpha", "main").succeeded();
        build("beta", "next").succeeded();
        assertThat(answer("next")).isEqualTo("main\n");
        build("alpha", "next").succeeded();
        build("beta", "next").succeeded();
        assertThat(answer("next")).isEqualTo("next\n");
        build("beta", "main").succeeded();
        assertThat(answer("main")).isEqualTo("main\n");
    }

    @Test
    void aSecondSourceIsPartOfTheBuildAndOfTheSourcePackage() throws IOException {
        define("pair", "{main: 1}", "", "cp icons/star debian/pair/usr/share/pair/");
        Files.writeString(definitions.resolve("pair/artifact.yml"), """
                sources: {pair: "http://127.0.0.1/pair.tar.gz", icons: "http://127.0.0.1/icons.tar.gz"}
                versions: {pair: 1.0, icons: 2.0}
                deb:
                  release: 1
                """);
        Path upstream = Files.createDirectories(site.directory.resolve("source/with-debian"));
        Files.createDirectories(upstream.resolve("debian"));
        Files.writeString(upstream.resolve("debian/control"), "Source: of-upstream\n");
        Files.writeString(upstream.resolve("README"), "Upstream has packaging of its own.\n");
        Path icons = Files.createDirectories(site.directory.resolve("source/icons"));
        Files.writeString(icons.resolve("star"), "*\n");
        Files.setPosixFilePermissions(icons.resolve("star"), PosixFilePermissions.fromString("rw-------"));
        site.build(definitions, "pair", "Try", "--sources", upstream.toString(), "icons#2.0@" + icons)
                .succeeded();

        AptClient client = new AptClient(site, "pair", "main");
        client.apt("apt-get", "update").succeeded();
        client.apt("apt-get", "source", "--only-source", "pair").succeeded();
        Path unpacked = client.directory().resolve("pair-1.0");
        assertThat(unpacked.resolve("icons/star")).hasContent("*\n");
        assertThat(unpacked.resolve("debian/control")).content().contains("Source: pair\n");
    }

    @Test
    void aBuildDependencyThatDoesNotExistIsNamed() {
        define("lonely", "{main: 1}", ", no-such-package", "true");
        Command failed = build("lonely", "main");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output()).contains("no-such-package", "Task failed");
    }

    @Test
    void aCancelledBuildLeavesNothingRunning() throws InterruptedException {
        define("endless", "{main: 1}", "", "sleep 98765");
        String task = build("endless", "main", "--batch").task();
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        while (!sleeping()) {
            assertThat(Instant.now()).as("the build sleeps in the end").isBefore(limit);
            Thread.sleep(200);
        }
        // peer-defect-4: a running task can be ended.
        site.ctl("cancel", task).succeeded();
        assertThat(sleeping()).isFalse();
        assertThat(Path.of("/dev/shm/fatbuildr-" + task)).doesNotExist();
        Command watched = site.ctl("watch", task);
        assertThat(watched.exit()).isEqualTo(1);
        assertThat(watched.output()).contains("ancelled", "Task failed");
        assertThat(Command.run(definitions, "cat", "/proc/mounts").succeeded()).doesNotContain(task);
        assertThat(site.buildGreeting("After a cancelled one").succeeded()).contains("Task succeeded");
    }

    private static boolean sleeping() {
        return Command.run(definitions, "pgrep", "-f", "^sleep 98765").exit() == 0;
    }

    private static Command build(String artifact, String derivative, String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(more, 0, words, 0, more.length);
        words[more.length] = "--derivative";
        words[more.length + 1] = derivative;
        words[more.length + 2] = "--sources";
        words[more.length + 3] = source.toString();
        return site.build(definitions, artifact, "Try", words);
    }

    /** What the published package beta brought from alpha. */
    private static String answer(String derivative) {
        AptClient client = new AptClient(site, "answer-" + derivative, derivative);
        client.apt("apt-get", "update").succeeded();
        client.apt("apt-get", "download", "beta").succeeded();
        return Command.run(
                        client.directory(),
                        "sh",
                        "-c",
                        "rm -rf out && dpkg-deb -x beta_*.deb out && cat out/usr/share/beta/answer && rm beta_*.deb")
                .succeeded();
    }

    private static void define(String artifact, String versions, String dependencies, String install) {
        try {
            Path definition = Files.createDirectories(definitions.resolve(artifact));
            Path deb = Files.createDirectories(definition.resolve("deb/source")).getParent();
            Files.writeString(
                    definition.resolve("artifact.yml"), "derivatives: " + versions + "\ndeb:\n  release: 1\n");
            Files.writeString(deb.resolve("source/format"), "3.0 (quilt)\n");
            Files.writeString(deb.resolve("control"), """
                    Source: %1$s
                    Section: misc
                    Priority: optional
                    Maintainer: Ada Tester <ada@fatbuildr.invalid>
                    Build-Depends: debhelper-compat (= 13)%2$s
                    Standards-Version: 4.6.2

                    Package: %1$s
                    Architecture: all
                    Description: part of a test
                     Nothing else.
                    """.formatted(artifact, dependencies));
            Files.writeString(deb.resolve("rules.j2"), """
                    #!/usr/bin/make -f
                    %%:
                    \tdh $@
                    override_dh_auto_install:
                    \tmkdir -p debian/%1$s/usr/share/%1$s
                    \t%2$s
                    """.formatted(artifact, install));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
