package fatbuildr.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes of tasks that a daemon left behind when it was killed. */
public final class Leftovers {
    private static final int ROUNDS = 500;

    private Leftovers() {}

    /**
     * Ends every process marked as one of a task whose directory is {@code parent} or lies below it. Killing the first
     * process of a container ends all in it.
     *
     * @return how many processes were found
     */
    public static int kill(Path parent) throws InterruptedException {
        Path root = parent.toAbsolutePath().normalize();
        List<ProcessHandle> killed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = ProcessHandle.allProcesses()
                    .filter(process -> marked(process.pid(), root))
                    .toList();
            if (found.isEmpty()) {
                return (int) killed.stream().distinct().count();
            }
            found.forEach(ProcessHandle::destroyForcibly);
            killed.addAll(found);
            Thread.sleep(10);
        }
        throw FatbuildrException.external("Processes of former tasks in " + root + " cannot be ended: " + killed);
    }

    private static boolean marked(long pid, Path root) {
        return pid != ProcessHandle.current().pid()
                && environment(pid)
                        .filter(variables -> value(variables, TaskMark.TASK).isPresent())
                        .flatMap(variables -> value(variables, TaskMark.DIRECTORY))
                        .filter(directory -> Path.of(directory).normalize().startsWith(root))
                        .isPresent();
    }

    /** Empty for processes that are gone, zombies, or not ours to read. */
    private static Optional<String> environment(long pid) {
        try {
            return Optional.of(new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ")), UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(String variables, String name) {
        for (String variable : variables.split("\0", -1)) {
            if (variable.startsWith(name + "=")) {
                return Optional.of(variable.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
