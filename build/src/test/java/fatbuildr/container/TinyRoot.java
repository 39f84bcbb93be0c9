package fatbuildr.container;

import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A root file system of a few programs of this machine: enough to try containers without a bootstrap. */
public final class TinyRoot {
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final List<String> PROGRAMS = List.of(
            "sh", "cat", "id", "sleep", "touch", "rm", "mkdir", "mv", "cp", "ln", "chmod", "chown", "find", "env",
            "chroot", "mount", "grep", "ls", "getent");

    private TinyRoot() {}

    /** @param accounts extra lines of the password file */
    public static Path make(Path root, String... accounts) throws IOException, InterruptedException {
        for (String directory : List.of("usr/bin", "usr/sbin", "usr/lib", "etc", "tmp", "proc", "dev", "sys", "run")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (String link : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createSymbolicLink(root.resolve(link), Path.of(link.equals("lib64") ? "usr/lib" : "usr/" + link));
        }
        for (String program : PROGRAMS) {
            copy(find(program), root);
        }
        Files.writeString(root.resolve("etc/os-release"), "ID=tiny\n");
        Files.writeString(
                root.resolve("etc/passwd"),
                "root:x:0:0::/root:/bin/sh\n"
                        + String.join(
                                "",
                                List.of(accounts).stream().map(a -> a + "\n").toList()));
        Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
        return root;
    }

    private static Path find(String program) {
        return List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path program, Path root) throws IOException, InterruptedException {
        Files.copy(program, root.resolve("usr/bin").resolve(program.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        Matcher libraries = LIBRARY.matcher(new ProcessRunner().capture(Command.of("ldd", program.toString())));
        while (libraries.find()) {
            // Through /lib and /lib64, which are links into /usr.
            Path target = root.resolve(Path.of("/").relativize(Path.of(libraries.group(1))));
            if (!Files.exists(target)) {
                Files.createDirectories(target.getParent().toAbsolutePath());
                Files.copy(Path.of(libraries.group(1)), target);
            }
        }
    }
}
