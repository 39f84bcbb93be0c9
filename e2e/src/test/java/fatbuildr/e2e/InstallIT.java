package fatbuildr.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree installed on a machine with a system bus and polkit, and used by members of the group and others. */
final class InstallIT {
    @TempDir
    static Path directory;

    private static final Map<String, String> SAID = new LinkedHashMap<>();

    @BeforeAll
    static void install() throws IOException {
        Path script = Site.EXAMPLES.resolveSibling("e2e/src/test/sh/installed.sh");
        String output = Command.run(
                        directory,
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        script.toString(),
                        Site.TREE.toString(),
                        Files.createDirectory(directory.resolve("changes")).toString(),
                        Site.EXAMPLES.resolveSibling("").toString())
                .succeeded();
        SAID.putAll(Chapters.of(output));
    }

    @Test
    void filesAreWhereOthersLookForThem() {
        assertThat(SAID.get("install")).doesNotContain("rror");
        assertThat(SAID.get("files")).isEqualTo("""
                /run/fatbuildr drwxrwxr-t root:fatbuildr
                /var/lib/fatbuildr/workspaces/.web-uploads drwx------ fatbuildr:fatbuildr
                fatbuildrctl 3.0.0-SNAPSHOT
                /usr/share/man/man1/fatbuildrctl.1
                /usr/share/man/man8/fatbuildrd.8
                /usr/share/man/man8/fatbuildrweb.8
                /usr/share/man/man5/fatbuildr.ini.5
                /usr/share/man/man1/import-dsc.1
                the same below another root
                """);
    }

    @Test
    void anInterruptedInstallationLeavesTheTreeThatWasThere() {
        assertThat(SAID.get("again")).isEqualTo("""
                status 137
                unchanged: fatbuildr fatbuildr.new
                status 1
                unchanged: fatbuildr
                unchanged: fatbuildr
                unchanged: fatbuildr
                """);
    }

    @Test
    void mistakesAreToldInALine() {
        assertThat(SAID.get("mistakes")).isEqualTo("""
                install: this is the installed tree
                status 1
                install: --help is no directory; usage: install [DESTDIR]
                install: one directory at the most; usage: install [DESTDIR]
                mkdir: cannot create directory '/run/stop/cp': Not a directory
                install: TREE/share is in TREE, which is to be copied there
                install: another installation in /run/elsewhere/usr/lib is not done yet
                install: only root installs for the whole machine; install DESTDIR is for others
                """);
    }

    /** Without address and token; the drop directory and the console socket are those of the group. */
    @Test
    void membersUseTheDaemonOfTheMachine() {
        assertThat(SAID.get("member"))
                .startsWith("No running task\nSubmitted keyring creation task ")
                .contains("Task succeeded\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
                .contains("idle as specified\npipelines as specified\nrefusals as specified\n")
                .contains("Submitted greeting build task ", "Image deb does not exist", "Task failed")
                // Nothing is left in the drop directory; both tasks are in the history.
                .endsWith("Task failed\n2\n");
    }

    @Test
    void othersAreRefused() {
        assertThat(SAID.get("stranger"))
                .contains(
                        "action view task not authorized to user stranger",
                        "action view pipeline not authorized to user stranger")
                .contains("status 1\nERROR")
                .endsWith("status 1\n");
    }

    /** The account of the service submits for others and follows their tasks, and reads no secret. */
    @Test
    void theWebProgramServesWithoutPrivileges() {
        assertThat(SAID.get("web"))
                .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
                .contains("Submitted greeting build task ", "Image deb does not exist", "Task failed", "\nstatus 1\n")
                .endsWith("""
                        status 1
                          user: member
                        cat: /var/lib/fatbuildr/tokens/default/key: Permission denied
                        cat: /var/lib/fatbuildr/keyring/default: Permission denied
                        """);
    }
}
