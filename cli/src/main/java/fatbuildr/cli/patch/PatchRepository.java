package fatbuildr.cli.patch;

import fatbuildr.artifact.PatchDirectories;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.program.Program;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source tree under git: its first commit is the source, each further one a patch (cli.md section 8). */
public final class PatchRepository {
    private static final String ATTRIBUTES = "* -text -ident -filter !eol !working-tree-encoding\n";

    private static final byte[] NOTHING = {};

    private final Git git;
    private final Journal journal;
    private final String source;

    private PatchRepository(Git git, Journal journal, String source) {
        this.git = git;
        this.journal = journal;
        this.source = source;
    }

    /** Commits the tree as it is, without what a {@code .gitignore} at its top would hide. */
    public static PatchRepository create(Path tree, Person user, Journal journal) {
        Git git = new Git(tree, user);
        try {
            Files.deleteIfExists(tree.resolve(".gitignore"));
            git.run("init", "--quiet", "--template=", "--initial-branch=main");
            git.run("config", "user.name", user.name());
            git.run("config", "user.email", user.email());
            // Files are taken byte by byte, whatever attributes the source sets.
            Files.writeString(Files.createDirectories(tree.resolve(".git/info")).resolve("attributes"), ATTRIBUTES);
            git.commit("Initial commit\n", user);
            return new PatchRepository(git, journal, git.run("rev-parse", "HEAD"));
        } catch (IOException e) {
            throw Failure.runtime("unable to make a repository of " + tree + ": " + e.getMessage(), e);
        }
    }

    public Path directory() {
        return git.repository();
    }

    /** Sets the file that the user's commit messages begin with. */
    public void template(Path file) {
        git.run("config", "commit.template", file.toString());
    }

    /** Makes a commit of each patch, the generic ones first. */
    public void importPatches(PatchDirectories directories) {
        try {
            for (Path patch : directories.genericPatches()) {
                importPatch(patch, true);
            }
            for (Path patch : directories.versionPatches()) {
                importPatch(patch, false);
            }
        } catch (IOException e) {
            throw Failure.runtime("unable to read the patches: " + e.getMessage(), e);
        }
    }

    private void importPatch(Path file, boolean generic) throws IOException {
        byte[] content = Files.readAllBytes(file);
        apply(file, content);
        PatchFields fields = PatchFields.ofPatch(text(content));
        Optional<PatchFields.Field> author = fields.find(PatchFields.AUTHOR).or(() -> fields.find(PatchFields.FROM));
        PatchFields body = author.map(fields::without).orElse(fields).without(PatchFields.GENERIC);
        if (generic) {
            body = body.with(PatchFields.GENERIC, "yes");
        }
        String title = PatchName.title(String.valueOf(file.getFileName()));
        git.commit(
                title + "\n" + (body.fields().isEmpty() ? "" : "\n" + body.text()),
                author.map(field -> Person.parse(field.value())).orElse(Person.UNKNOWN));
    }

    /** Exactly where that is possible, which knows links and binary files, else with fuzz. */
    private void apply(Path file, byte[] content) {
        if (git.attempt(content, "apply", "--whitespace=nowarn", "-").code() == 0) {
            return;
        }
        Program.Result result = Program.of(
                        directory(), "patch", "-p1", "--batch", "--forward", "--no-backup-if-mismatch")
                .and(List.of("--reject-file=-", "--silent", "--unified"))
                .with("LC_ALL", "C.UTF-8")
                .run(content);
        if (result.code() != 0) {
            throw Failure.runtime("patch " + file + " does not apply: " + result.reason())
                    .hint("no patch was changed: mend or remove that file and start again");
        }
        journal.warning("Patch " + file.getFileName() + " applies with fuzz or offsets only");
    }

    /** Old patches may be in an older encoding; new ones are UTF-8. */
    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    /** Lets the user work; the exit code of a shell is that of its last command and means nothing. */
    public void shell(String shell, String artifact, Map<String, String> environment) {
        Program.of(directory(), shell)
                .inheriting(environment)
                .with("FATBUILDR_PQ", artifact)
                .interact();
    }

    /** What must be finished before commits can be taken, in words. */
    public Optional<String> unfinished() {
        if (git.unfinished()) {
            return Optional.of("a git operation is not finished (see git status)");
        }
        boolean present = git.attempt(NOTHING, "merge-base", "--is-ancestor", source, "HEAD")
                        .code()
                == 0;
        return present
                ? Optional.empty()
                : Optional.of("the first commit, " + source + ", which is the source, is not part of the branch");
    }

    /** Whether files of commits were changed since. */
    public boolean uncommitted() {
        return !git.run("status", "--porcelain", "--untracked-files=no").isEmpty();
    }

    /** Every commit after the source, oldest first; of a merge what it changes to the line it was merged into. */
    public List<Commit> commits() {
        return git.run("rev-list", "--reverse", "--first-parent", source + "..HEAD")
                .lines()
                .map(id -> Commit.read(git, id))
                .toList();
    }
}
