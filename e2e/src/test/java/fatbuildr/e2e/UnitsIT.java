package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree installed on a machine that systemd has booted: the units at work. */
final class UnitsIT {
    private static final Path CHECKOUT = Site.EXAMPLES.resolveSibling("");
    private static final Map<String, String> SAID = new HashMap<>();

    @BeforeAll
    static void boot(@TempDir Path directory) throws IOException {
        Path said = directory.resolve("said");
        Command booted = Command.run(
                directory,
                "timeout",
                "--kill-after=30",
                "300",
                "systemd-nspawn",
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--boot",
                "--console=pipe",
                "--volatile=overlay",
                "--private-network",
                "--directory=" + machine(),
                "--bind-ro=" + System.getProperty("java.home") + ":/usr/lib/jvm/jdk",
                "--bind-ro=" + Site.TREE + ":/mnt/tree",
                "--bind-ro=" + Site.EXAMPLES + ":/mnt/examples",
                "--bind-ro=" + CHECKOUT.resolve("e2e/src/test/sh/booted.sh") + ":/mnt/booted.sh",
                "--bind=" + directory + ":/mnt/out",
                "--",
                "quiet",
                "systemd.show_status=no",
                "systemd.run=/mnt/booted.sh");
        String output = Files.exists(said) ? Files.readString(said) : "";
        assertThat(booted.exit()).as(booted.output() + output).isZero();
        SAID.putAll(Chapters.of(output));
    }

    /** A root with what the installed programs need; made once. */
    private static Path machine() {
        Path root = Site.shared("machine-" + Site.CODENAME);
        if (!Files.isDirectory(root)) {
            Command.run(CHECKOUT, "bash", "-c", """
                            set -euo pipefail
                            . tools/setup.sh
                            rm -rf "$1.new"
                            machine_sources "$0" | mmdebstrap --quiet --variant=minbase \
                                --include=systemd-sysv,dbus,polkitd,procps,curl "$0" "$1.new" -
                            mv "$1.new" "$1"
                            """, Site.CODENAME, root.toString())
                    .succeeded();
        }
        return root;
    }

    @Test
    void installsWhereTheBusDoesNotRunYet() {
        assertThat(SAID.get("install")).contains("Creating user 'fatbuildr'").doesNotContain("rror", "annot");
        assertThat(SAID.get("boot")).isEmpty();
    }

    /** The HTTP server starts alone, its first request the daemon. */
    @Test
    void bothUnitsServe() {
        assertThat(SAID.get("web")).isEqualTo("""
                fatbuildrd inactive
                fatbuildrweb active
                200 text/html; charset=utf-8
                fatbuildrd Serving dbus://system 0 active running
                fatbuildrweb Serving http://127.0.0.1:5000 0 active running
                root      fatbuildr java
                fatbuildr fatbuildr java
                """);
    }

    @Test
    void theFirstCallStartsTheDaemon() {
        assertThat(SAID.get("bus"))
                .startsWith("""
                        No running task
                        fatbuildrd success active running
                        fatbuildrweb success active running
                        """)
                .contains("action view task not authorized to user stranger")
                .endsWith("status 1\n");
    }

    @Test
    void tasksAreSubmittedAndFollowedOverHttp() {
        assertThat(SAID.get("http"))
                .contains("Task succeeded\n200 application/json\n")
                .contains("Submitted greeting build task ", "Image deb does not exist")
                .endsWith("Task failed\nstatus 1\n");
    }

    @Test
    void theHttpServerReachesNoSecrets() {
        assertThat(SAID.get("sandbox")).isEqualTo("""
                CapBnd:\t0000000000000000
                NoNewPrivs:\t1
                Seccomp:\t2
                cat: fatbuildr.db: Permission denied
                ls: cannot open directory '/home': Permission denied
                ls: cannot open directory '/root': Permission denied
                ls: cannot open directory 'images': Permission denied
                ls: cannot open directory 'keyring': Permission denied
                ls: cannot open directory 'tokens': Permission denied
                touch: cannot touch 'registry/file': Read-only file system
                touch: cannot touch 'workspaces/file': Read-only file system
                touch: cannot touch '/usr/file': Read-only file system
                ls: cannot access '/proc/1': No such file or directory
                registry/
                workspaces/default
                ls: cannot open directory '/var/cache/fatbuildr': Permission denied
                ls: cannot open directory 'images': Permission denied
                ls: cannot open directory 'keyring': Permission denied
                ls: cannot open directory 'tokens': Permission denied
                ls: cannot open directory 'workspaces': Permission denied
                everybody reads the registry
                """);
    }

    @Test
    void killedProgramsAreStartedAgain() {
        assertThat(SAID.get("kill")).isEqualTo("200 application/json\nNo running task\n");
    }

    @Test
    void stoppingSucceeds() {
        assertThat(SAID.get("stop")).isEqualTo("""
                fatbuildrd success 143 inactive
                fatbuildrweb success 143 inactive
                """);
    }
}
