package fatbuildr.build.deb;

import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.environment.BuildAccount;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.nio.file.Path;
import java.util.List;

/**
 * What an interactive build does when it fails: a shell as root in the build environment, in the source tree as the
 * build left it, with network (build.md section 9). How the shell ends changes nothing.
 */
final class FailureShell {
    /** $1 is the tree. Tools to look around with are welcome, but not needed; Ctrl-C skips them. */
    private static final String SCRIPT = """
            cd "$1"
            trap 'echo; echo "Skipped."' INT
            echo "Installing vim and less, Ctrl-C skips that"
            {
                timeout --foreground 60 apt-get -qq -o APT::Sandbox::User=root update &&
                DEBIAN_FRONTEND=noninteractive timeout --foreground 120 \
                    apt-get -qq -y -o APT::Sandbox::User=root -o Dpkg::Use-Pty=0 \
                    --no-install-recommends install vim less
            } > /var/log/fatbuildr-tools.log 2>&1 || echo "They cannot be installed, see /var/log/fatbuildr-tools.log"
            trap - INT
            echo "Leave the shell to end the task. The build's user: runuser -u $2 -- COMMAND"
            if command -v bash > /dev/null; then bash; else sh; fi
            exit 0
            """;

    private static final String TERM = "xterm-color";

    private final ContainerRunner containers;

    FailureShell(ContainerRunner containers) {
        this.containers = containers;
    }

    /**
     * @param directory of the build, with the tree
     * @param root the environment with its build dependencies
     */
    void open(DebSource source, Path directory, Path root, TaskMark mark, Journal journal, FatbuildrException reason)
            throws InterruptedException {
        journal.error(String.valueOf(reason.getMessage()));
        journal.info("Opening a shell in the build environment");
        String tree = String.valueOf(source.tree().getFileName());
        ContainerRun run = ContainerRun.administrative(
                        new Root.Throwaway(root), List.of("sh", "-c", SCRIPT, "sh", tree, BuildAccount.BUILDER.name()))
                .bind(Bind.writable(directory, BuildAccount.HOME))
                .in(BuildAccount.HOME)
                .env("TERM", TERM);
        try {
            int status = containers.status(run, mark, journal);
            if (status != 0) {
                journal.warning("The shell ended with exit code " + status);
            }
        } catch (FatbuildrException failure) {
            journal.warning("No shell in the build environment: " + failure.getMessage());
        }
    }
}
