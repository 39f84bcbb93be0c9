package fatbuildr.cli.archive;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Asks git which untracked files of a work tree its rules ignore. */
final class Ignored {
    private static final int MAX_MESSAGE = 4096;

    private Ignored() {}

    /** Paths of ignored files, and of directories ignored whole. */
    static Set<Path> of(Path workTree) {
        ProcessBuilder git = new ProcessBuilder(
                "git",
                "-c",
                "core.fsmonitor=false",
                "ls-files",
                "-z",
                "--others",
                "--ignored",
                "--exclude-standard",
                "--directory");
        git.directory(workTree.toFile());
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        git.environment().put("LC_ALL", "C.UTF-8");
        git.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        try {
            return paths(workTree, git.start());
        } catch (IOException e) {
            throw Failure.runtime("unable to run git in " + workTree + ": " + e.getMessage(), e)
                    .hint("install git, or send every file with --include-git-untracked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.runtime("interrupted while listing the ignored files of " + workTree, e);
        }
    }

    private static Set<Path> paths(Path workTree, Process git) throws IOException, InterruptedException {
        StringBuilder message = new StringBuilder();
        Thread errors = Thread.ofVirtual().start(() -> drain(git.getErrorStream(), message));
        String names;
        try (InputStream output = git.getInputStream()) {
            names = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        int code = git.waitFor();
        errors.join();
        if (code != 0) {
            throw Failure.runtime("git cannot list the ignored files of " + workTree + ": "
                            + message.toString().strip().lines().findFirst().orElse("exit code " + code))
                    .hint("mend that, or send every file with --include-git-untracked");
        }
        Set<Path> paths = new HashSet<>();
        for (String name : names.split("\0", -1)) {
            if (!name.isEmpty()) {
                paths.add(workTree.resolve(name));
            }
        }
        return paths;
    }

    private static void drain(InputStream stream, StringBuilder message) {
        try (stream) {
            byte[] piece = new byte[1024];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                if (message.length() < MAX_MESSAGE) {
                    message.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // What was read so far has to do.
        }
    }
}
