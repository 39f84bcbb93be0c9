package fatbuildr.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the program is started in.
 *
 * @param terminal which of the three streams are terminals
 * @param poll time between two looks at a pending task
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Terminal terminal,
        ZoneId zone,
        Duration poll) {

    record Terminal(boolean in, boolean out, boolean err) {}

    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Terminal(isTerminal(0), isTerminal(1), isTerminal(2)),
                ZoneId.systemDefault(),
                Duration.ofSeconds(1));
    }

    /** The variable's value; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The directory a variable names, or one below the home directory without it. */
    Path directory(String variable, String belowHome) {
        String value = variable(variable);
        return value.isEmpty() ? home().resolve(belowHome) : Path.of(value);
    }

    Path home() {
        String home = variable("HOME");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
    }

    Path temporary() {
        String named = variable("TMPDIR");
        return Path.of(named.isEmpty() ? System.getProperty("java.io.tmpdir", "/tmp") : named);
    }

    /** Replaces a leading {@code ~}. */
    Path expand(String path) {
        if (path.equals("~")) {
            return home();
        }
        return path.startsWith("~/") ? home().resolve(path.substring(2)) : Path.of(path);
    }

    /** Asks the kernel what the descriptor is, which costs less than a native call. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }
}
