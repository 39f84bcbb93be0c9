package fatbuildr.cli.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tar and git programs. */
public final class Tar {
    private Tar() {}

    /** Member names in archive order, as tar prints them. */
    public static List<String> names(Path archive) {
        return run(archive.getParent(), "tar", "-tJf", archive.toString())
                .lines()
                .toList();
    }

    /** Mode, owner, size, time and name of each member. */
    public static String listing(Path archive) {
        return run(archive.getParent(), "tar", "--utc", "-tvJf", archive.toString());
    }

    public static String content(Path archive, String member) {
        return run(archive.getParent(), "tar", "-xJOf", archive.toString(), member);
    }

    public static void git(Path directory, String... words) {
        List<String> line = new ArrayList<>(
                List.of("git", "-c", "user.name=T", "-c", "user.email=t@t.invalid", "-c", "init.defaultBranch=main"));
        line.addAll(Arrays.asList(words));
        run(directory, line.toArray(String[]::new));
    }

    private static String run(Path directory, String... line) {
        try {
            Process process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", line) + ": " + output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
