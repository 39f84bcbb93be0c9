package fatbuildr.container;

import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Runs containers with {@code systemd-nspawn}. Overlays are mounted in a mount namespace of the container's own, so
 * that nothing stays mounted whichever way it ends.
 */
public final class NspawnRunner implements ContainerRunner {
    /**
     * Mounts and becomes the launcher. The launcher's own state directory is replaced because it refuses to clean it up
     * where /run is not a memory file system. Where changes cannot lie on the disk of the task, being an overlay
     * itself, throw-away ones go to memory. Recorded ones are whole files at their own places. On a read-only root /tmp is
     * in memory, up to half of it, since compilers make and remove files there all the time, and /var/tmp on disk.
     */
    private static final String MOUNT = """
            set -eu
            kind=$1 lower=$2 changes=$3 work=$4 root=$5
            shift 5
            [ -d /run/systemd/nspawn ] || mkdir -p /run/systemd/nspawn
            mount -t tmpfs -o mode=0755 tmpfs /run/systemd/nspawn
            overlay() {
                mount -t overlay overlay -o "lowerdir=$lower,upperdir=$changes,workdir=$work,volatile$1" "$root"
            }
            case $kind in
            directory) ;;
            readonly)
                mount -o bind,ro "$lower" "$root"
                if [ -d "$root/tmp" ]; then
                    mount -t tmpfs -o mode=1777,nosuid,nodev,size=50%,nr_inodes=1m tmpfs "$root/tmp"
                fi
                if [ -d "$root/var/tmp" ]; then
                    mkdir -m 1777 "$changes/tmp"
                    mount --bind "$changes/tmp" "$root/var/tmp"
                fi ;;
            recorded) overlay ,redirect_dir=off,metacopy=off ;;
            throwaway)
                overlay "" 2>/dev/null || {
                    mount -t tmpfs -o mode=0755 tmpfs "${changes%/*}"
                    mkdir "$changes" "$work" "$root"
                    overlay ""
                } ;;
            esac
            exec "$@"
            """;

    /** Where the kernel groups processes by session, their own niceness counts only among those of the session. */
    private static final String BACKGROUND = """
            echo 5 2>/dev/null > /proc/self/autogroup || true
            exec nice -n 5 "$@"
            """;

    private static final Pattern MOUNTING = Pattern.compile("--(bind|overlay|tmpfs|inaccessible)");

    private final Settings.Containers settings;
    private final ProcessRunner processes;

    public NspawnRunner(Settings.Containers settings, ProcessRunner processes) {
        this.settings = settings;
        this.processes = processes;
    }

    @Override
    public int status(ContainerRun run, TaskMark mark, Journal journal) throws InterruptedException {
        requireRoot();
        try (Scratch scratch = Scratch.in(mark.directory())) {
            return processes.status(command(run, mark, scratch, journal.input().isPresent()), journal);
        } catch (IOException e) {
            throw FatbuildrException.external(
                    "Cannot prepare a container in " + mark.directory() + ": " + e.getMessage(), e);
        }
    }

    Command command(ContainerRun run, TaskMark mark, Scratch scratch, boolean terminal) {
        String machine = "fatbuildr-" + UUID.randomUUID().toString().substring(0, 13);
        List<String> words = new ArrayList<>();
        if (run.background()) {
            words.addAll(List.of("sh", "-c", BACKGROUND, "sh"));
        }
        words.addAll(List.of("unshare", "--mount", "--propagation", "private", "--", "sh", "-c", MOUNT, "sh"));
        NspawnCommand nspawn = new NspawnCommand(settings);
        Path mounted = scratch.root();
        switch (run.root()) {
            case Root.InPlace(Path directory) -> {
                words.addAll(List.of("directory", "", "", "", ""));
                mounted = directory;
            }
            case Root.ReadOnly(Path directory) ->
                words.addAll(mount(readOnly(), directory, scratch.changes(), scratch.work(), mounted));
            case Root.Throwaway(Path directory) ->
                words.addAll(mount("throwaway", directory, scratch.changes(), scratch.work(), mounted));
            case Root.Recorded(Path directory, Path changes, Path work) ->
                words.addAll(mount("recorded", directory, changes, work, mounted));
        }
        words.addAll(nspawn.words(run, mounted, machine, terminal));
        // The memory file system that systemd-nspawn itself puts on /tmp is too small for some builds.
        Command command = mark.on(Command.of(words)).env("SYSTEMD_NSPAWN_TMPFS_TMP", "0");
        return settings.seccomp() ? command : command.env("SYSTEMD_SECCOMP", "0");
    }

    /** What a site mounts may need a place made for it. */
    private String readOnly() {
        boolean mounting = settings.options().stream()
                .anyMatch(option -> MOUNTING.matcher(option).lookingAt());
        return mounting ? "throwaway" : "readonly";
    }

    private static List<String> mount(String kind, Path lower, Path changes, Path work, Path root) {
        return List.of(kind, plain(lower), plain(changes), plain(work), root.toString());
    }

    /** The kernel's option syntax has no reliable way to write these characters. */
    private static String plain(Path path) {
        String text = path.toAbsolutePath().toString();
        if (text.chars().anyMatch(c -> ":,\\\"".indexOf(c) >= 0)) {
            throw FatbuildrException.invalid("Directory " + text
                    + " cannot be the root of a container: its path has one of the characters : , \\ \"");
        }
        return text;
    }

    private static void requireRoot() {
        try {
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                throw FatbuildrException.external("Containers need root: run the daemon as root");
            }
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot find out who runs the daemon: " + e.getMessage(), e);
        }
    }
}
