package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Images and build environments: with another tool than ours, updated, made again, and of foreign machines. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EnvironmentIT {
    private static final String DEBOOTSTRAP = """
            [format:deb]
            init_cmds = debootstrap --variant=buildd --arch={{ architecture }} --components={{ components | replace(" ", ",") }} --include=fakeroot {{ environment }} {{ path }} {{ mirror }}
            """;
    private static Site site;
    private static Path environment;

    @BeforeAll
    static void start() {
        site = Site.startApart("environments", DEBOOTSTRAP);
        environment = site.directory
                .resolve("images")
                .resolve(Site.environment()
                        .subpath(
                                Site.environment().getNameCount() - 6,
                                Site.environment().getNameCount()));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @Order(1)
    void anImageThatExistsIsNamedAndKept() {
        Command again = site.ctl("images", "create", "--format", "deb");
        assertThat(again.exit()).isEqualTo(1);
        // peer-defect-32: it is the image that exists, not its definition.
        assertThat(again.output()).contains("Image deb already exists in ", "deb.img", "force", "Task failed");
    }

    @Test
    @Order(2)
    void aBuildWithoutEnvironmentSaysHowToMakeOne() {
        Command early = site.buildGreeting("Too early");
        assertThat(early.exit()).isEqualTo(1);
        assertThat(early.output())
                .contains("does not exist, it must be created first: fatbuildrctl images env-create --format deb");
    }

    @Test
    @Order(3)
    void debootstrapMakesAnEnvironmentThatBuilds() {
        assertThat(site.ctl("images", "env-create", "--distribution", Site.CODENAME)
                        .succeeded())
                .contains("Task succeeded");
        assertThat(environment.resolve("usr/bin/dpkg-buildpackage")).exists();
        assertThat(site.buildGreeting("In debootstrap's environment").succeeded())
                .contains("Installing build dependencies", "Task succeeded");
    }

    @Test
    @Order(4)
    void anUpdateUpgradesPackagesAndLeavesNoTrace() throws IOException {
        assertThat(site.ctl("images", "env-update", "--distribution", Site.CODENAME)
                        .succeeded())
                .contains("Updating environment", "is up to date", "Task succeeded");
        assertThat(environment.resolve("etc/resolv.conf")).doesNotExist();
        assertThat(site.ctl("images", "update", "--format", "deb").succeeded())
                .contains("Updating image deb", "Task succeeded");
        // Dependencies are installed anew on what has changed.
        assertThat(site.buildGreeting("After the update").succeeded())
                .contains("Installing build dependencies", "Task succeeded");
        assertThat(mounts()).doesNotContain(site.directory.toString());
    }

    @Test
    @Order(5)
    void anEnvironmentIsMadeAgainOnlyWhenForced() throws IOException {
        Path mark = Files.createFile(environment.resolve("mark"));
        Command again = site.ctl("images", "env-create", "--distribution", Site.CODENAME);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.output()).contains("already exists, use force to create it again");
        assertThat(mark).exists();
        site.stop();
        configure("init_cmds = false");
        site.startDaemon();
        Command broken = site.ctl("images", "env-create", "--distribution", Site.CODENAME, "--force");
        assertThat(broken.exit()).isEqualTo(1);
        // The one that works stays until another is complete.
        assertThat(mark).exists();
        site.stop();
        configure("init_cmds = cp -a /var/cache/pbuilder/fatbuildr-%1$s-amd64 {{ path }} && rm {{ path }}/mark"
                .formatted(Site.CODENAME));
        site.startDaemon();
        site.ctl("images", "env-create", "--distribution", Site.CODENAME, "--force")
                .succeeded();
        assertThat(mark).doesNotExist();
    }

    @Test
    @Order(6)
    void anArchitectureThatCannotRunHereIsRefused() throws IOException {
        site.stop();
        Files.writeString(
                site.directory.resolve("instances.d").resolve(Site.INSTANCE + ".yml"),
                "architectures: [x86_64, s390x]\n",
                StandardOpenOption.APPEND);
        site.startDaemon();
        Command foreign = site.ctl("images", "env-create", "--distribution", Site.CODENAME, "--architecture", "s390x");
        assertThat(foreign.exit()).isEqualTo(1);
        assertThat(foreign.output())
                .contains("cannot run programs of architecture s390x: install qemu-user-static and binfmt-support");
        Command build = site.buildGreeting("For all machines");
        assertThat(build.exit()).isEqualTo(1);
        assertThat(build.output())
                .contains("for architecture s390x in deb image does not exist, it must be created first");
    }

    private static void configure(String line) throws IOException {
        Path file = site.directory.resolve("fatbuildr.ini");
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^init_cmds = .*$", line));
    }

    private static String mounts() throws IOException {
        return Files.readString(Path.of("/proc/self/mounts"));
    }
}
