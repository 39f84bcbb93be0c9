package fatbuildr.cli.patch;

import fatbuildr.cli.program.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The git command in one repository. What we run ourselves heeds no configuration of the user's: signatures, hooks and
 * filters are for the user's own commands.
 */
final class Git {
    private final Path repository;
    private final Person committer;

    Git(Path repository, Person committer) {
        this.repository = repository;
        this.committer = committer;
    }

    Path repository() {
        return repository;
    }

    Program.Result attempt(byte[] input, String... arguments) {
        return program(committer).and(Arrays.asList(arguments)).run(input);
    }

    String run(String... arguments) {
        return text(program(committer).and(Arrays.asList(arguments)).succeed(failed(arguments)));
    }

    byte[] bytes(String... arguments) {
        return program(committer)
                .and(Arrays.asList(arguments))
                .succeed(failed(arguments))
                .output();
    }

    /** Commits the whole work tree, even when nothing changed. */
    void commit(String message, Person author) {
        run("add", "--all", "--force", ".");
        List<String> commit =
                List.of("commit", "--quiet", "--allow-empty", "--no-verify", "--cleanup=verbatim", "--file=-");
        program(author).and(commit).succeed("git commit failed", message.getBytes(StandardCharsets.UTF_8));
    }

    private Program program(Person author) {
        return Program.of(repository, "git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
                .and(List.of("-c", "gc.auto=0", "-c", "commit.gpgSign=false", "-c", "core.quotePath=false"))
                .with("GIT_CONFIG_GLOBAL", "/dev/null")
                .with("GIT_CONFIG_NOSYSTEM", "1")
                .with("GIT_CEILING_DIRECTORIES", String.valueOf(repository.getParent()))
                .with("GIT_AUTHOR_NAME", author.name())
                .with("GIT_AUTHOR_EMAIL", author.email())
                .with("GIT_COMMITTER_NAME", committer.name())
                .with("GIT_COMMITTER_EMAIL", committer.email())
                .with("LC_ALL", "C.UTF-8");
    }

    private static String failed(String... arguments) {
        return "git " + arguments[0] + " failed";
    }

    private static String text(Program.Result result) {
        return result.text().strip();
    }

    /** Whether a rebase, a merge or the like waits to be continued. */
    boolean unfinished() {
        Path state = repository.resolve(".git");
        return Stream.of("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
                .anyMatch(name -> Files.exists(state.resolve(name)));
    }
}
