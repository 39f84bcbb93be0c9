package fatbuildr.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process that leads a session, with everything it started. Ending it does not depend on the thread's interrupt. */
final class ProcessTree {
    private static final Duration GRACE = Duration.ofMillis(1500);
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final Process process;
    private final ProcessHandle leader;

    ProcessTree(Process leader) {
        this.process = leader;
        this.leader = leader.toHandle();
    }

    /** Waits for the leader to end; when the command's time is over first, ends the tree and fails. */
    void await(Command command) throws InterruptedException {
        if (command.limit().isEmpty()) {
            process.waitFor();
            return;
        }
        Duration limit = command.limit().get();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            end();
            throw FatbuildrException.external(
                    "Command " + command.line() + " was ended: it took more than " + limit.toSeconds() + " s");
        }
    }

    /** Asks the processes to end, then kills those that did not. All are gone on return. */
    void end() {
        Set<ProcessHandle> members = members();
        boolean interrupted = Thread.interrupted();
        try {
            // The whole group: also members whose parent is gone.
            ProcessGroup.signal(leader.pid(), ProcessGroup.TERM);
            if (!awaitEnd(members, GRACE)) {
                members.addAll(members());
                ProcessGroup.signal(leader.pid(), ProcessGroup.KILL);
                members.forEach(ProcessHandle::destroyForcibly);
                awaitEnd(members, KILL_WAIT);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Kills at once, without waiting. */
    void kill() {
        Set<ProcessHandle> members = members();
        ProcessGroup.signal(leader.pid(), ProcessGroup.KILL);
        members.forEach(ProcessHandle::destroyForcibly);
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        members.add(leader);
        leader.descendants().forEach(members::add);
        return members;
    }

    /** A zombie that nobody has collected yet does not count. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), ISO_8859_1);
            return !stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean awaitEnd(Set<ProcessHandle> members, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (members.stream().anyMatch(ProcessTree::runs)) {
                if (System.nanoTime() >= end) {
                    return false;
                }
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
