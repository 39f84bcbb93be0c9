package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.artifact.ChecksumAlgorithm;
import fatbuildr.artifact.PatchHeader;
import fatbuildr.cli.program.Program;
import fatbuildr.cli.source.FileDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The patch queue, with git and with shells that are scripts. */
final class PatchesTest {
    private static final String DIFF = "--- a/main.c\n+++ b/main.c\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n";

    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    private Path definition = Path.of("");

    @BeforeEach
    void define() throws IOException {
        definition = home.resolve("artifacts/acme");
        write(home.resolve("tree/acme-upstream/main.c"), "one\ntwo\nthree\n");
        write(home.resolve("tree/acme-upstream/.gitignore"), "*.o\n");
        write(home.resolve("tree/acme-upstream/sub/.gitignore"), "*\n");
        write(home.resolve("tree/acme-upstream/sub/kept.txt"), "kept\n");
        Path archive = home.resolve("acme-1.2.tar.gz");
        Program.of(home.resolve("tree"), "tar", "-czf", archive.toString(), "acme-upstream")
                .succeed("tar");
        server.file("GET /acme-1.2.tar.gz", archive);
        metadata(archive);
    }

    private void metadata(Path archive) throws IOException {
        write(definition.resolve("artifact.yml"), """
                source: %s/acme-{{ version }}.tar.gz
                version: "1.2"
                checksums:
                  "1.2": {sha256: %s}
                deb: {release: 1}
                """.formatted(
                        server.origin(), FileDigests.of(archive, ChecksumAlgorithm.SHA256)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    /** Runs the command with a shell that is this script. */
    private Ctl.Outcome patches(String script, String... more) throws IOException {
        Path shell = home.resolve("shell");
        Files.writeString(shell, "#!/bin/sh\nset -e\n" + script);
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        List<String> line = new ArrayList<>(
                List.of("patches", "-a", "acme", "-b", home.resolve("artifacts").toString()));
        line.addAll(List.of("-n", "Alice Ray", "-e", "alice@lab.example"));
        line.addAll(List.of(more));
        return new Ctl(home)
                .with("SHELL", shell.toString())
                .with("GIT_AUTHOR_NAME", "Somebody Else")
                .run(line.toArray(String[]::new));
    }

    private List<String> files(String directory) throws IOException {
        Path path = definition.resolve("patches").resolve(directory);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private String patch(String name) throws IOException {
        return Files.readString(definition.resolve("patches").resolve(name));
    }

    private boolean workLeft() throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.anyMatch(file -> file.getFileName().toString().startsWith("fatbuildr-pq-acme"));
        }
    }

    /** peer-defect-31: the commit bears the name and address given, whatever git knows of the user. */
    @Test
    void aCommitBecomesAPatchWithItsFields() throws IOException {
        Ctl.Outcome outcome = patches("""
                test "$FATBUILDR_PQ" = acme
                test "$(git log --format='%s %an %ae')" = "Initial commit Alice Ray alice@lab.example"
                test ! -e .gitignore
                sed -i s/two/2/ main.c
                printf 'fix-build\\n\\nDescription: Short reason\\n and more.\\nForwarded: no\\nFormats: deb\\n' |
                    git commit -q -a -F -
                """);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("Downloading", "Exported 1 patch\n", "artifact acme, derivative main, version 1.2");
        assertThat(files("1.2")).containsExactly("0001-fix-build");
        assertThat(patch("1.2/0001-fix-build")).matches(Pattern.compile("""
                        Description: Short reason
                         and more\\.
                        Forwarded: no
                        Formats: deb
                        Author: Alice Ray <alice@lab\\.example>


                        diff --git a/main\\.c b/main\\.c
                        index .*
                        --- a/main\\.c
                        \\+\\+\\+ b/main\\.c
                        @@ -1,3 \\+1,3 @@
                         one
                        -two
                        \\+2
                         three
                        """));
        assertThat(workLeft()).isFalse();
        assertThat(home.resolve(".cache/fatbuildr/acme-1.2.tar.gz")).exists();
    }

    /** peer-defect-25: messages of a title alone, and of free text. */
    @Test
    void messagesNeedNoFields() throws IOException {
        write(definition.resolve("patches/1.2/0001-old"), "Description: old\n\n" + DIFF);
        Ctl.Outcome outcome = patches("""
                echo a > a; git add a; git commit -q -m 'only a title / with slash'
                echo b > b; git add b; git commit -q -m 'free' -m 'Why this is: see
                https://bugs.example/1' -m 'More text.'
                git commit -q --allow-empty -m nothing
                echo c > c; git add c; git commit -q -m all -m 'Generic: yes'
                echo d > d; git add d; git commit -q -m last
                """);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(files("1.2")).containsExactly("0001-old", "0002-only-a-title-with-slash", "0003-free", "0005-last");
        assertThat(files("generic")).containsExactly("0001-all");
        assertThat(outcome.err()).contains("WARNING ⸬ Commit \"nothing\" changes nothing");
        assertThat(patch("1.2/0002-only-a-title-with-slash"))
                .startsWith("Author: Alice Ray <alice@lab.example>\n\n\ndiff");
        assertThat(patch("1.2/0003-free"))
                .startsWith("Description: Why this is: see\n https://bugs.example/1\n .\n More text.\nAuthor: Alice");
        assertThat(patch("generic/0001-all")).startsWith("Author: Alice Ray");
        assertThat(PatchHeader.parse(patch("1.2/0003-free").getBytes(StandardCharsets.UTF_8))
                        .field("Description"))
                .hasValueSatisfying(text -> assertThat(text).contains("bugs.example"));
    }

    /** peer-defect-14: dashes close the header; and the fields come back as they were. */
    @Test
    void importedPatchesKeepTheirFields() throws IOException {
        write(definition.resolve("patches/1.2/0004-upper"), """
                        Description: upper case
                         of a line
                         .
                           indented
                        Author: Bob Öl <bob@lab.example>
                        Last-Update: 2030-01-01
                        bug-Debian: https://bugs.example/7
                        Formats: deb
                        ---
                         main.c | 2 +-
                        """ + DIFF);
        write(definition.resolve("patches/1.2/notes.patch"), "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n");
        write(definition.resolve("patches/generic/0001-first"), """
                        From: carol@lab.example
                        Generic: yes

                        --- /dev/null
                        +++ b/first
                        @@ -0,0 +1 @@
                        +first
                        """);
        Ctl.Outcome outcome = patches("git log --reverse --format='%an <%ae>%n%B' > \"$HOME/log\"\n");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.readString(home.resolve("log"))).isEqualTo("""
                Alice Ray <alice@lab.example>
                Initial commit

                carol@lab.example <carol@lab.example>
                first

                Generic: yes

                Bob Öl <bob@lab.example>
                upper

                Description: upper case
                 of a line
                 .
                   indented
                Last-Update: 2030-01-01
                bug-Debian: https://bugs.example/7
                Formats: deb

                Unknown Author <unknown@email.com>
                notes.patch

                """);
        assertThat(files("generic")).containsExactly("0001-first");
        assertThat(files("1.2")).containsExactly("0001-upper", "0002-notes.patch");
        assertThat(patch("1.2/0001-upper"))
                .startsWith(
                        "Description: upper case\n of a line\n .\n   indented\nLast-Update: 2030-01-01\n"
                                + "bug-Debian: https://bugs.example/7\nFormats: deb\nAuthor: Bob Öl <bob@lab.example>\n\n\ndiff --git");
        assertThat(patch("generic/0001-first")).startsWith("Author: carol@lab.example <carol@lab.example>\n\n\ndiff");
        String once = patch("1.2/0001-upper");
        assertThat(patches("true\n").code()).isZero();
        assertThat(patch("1.2/0001-upper")).isEqualTo(once);
    }

    @Test
    void historyMayBeRewritten() throws IOException {
        write(definition.resolve("patches/1.2/0001-a"), "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+a\n");
        write(definition.resolve("patches/1.2/0002-b"), "--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+b\n");
        write(definition.resolve("patches/1.2/.hidden"), "mine");
        assertThat(patches("git reset -q --hard HEAD^\n").code()).isZero();
        assertThat(files("1.2")).containsExactly(".hidden", "0001-a");
        assertThat(patches("git reset -q --hard HEAD^\n").code()).isZero();
        assertThat(files("1.2")).containsExactly(".hidden");
    }

    @Test
    void aMergeIsWhatItBrings() throws IOException {
        Ctl.Outcome outcome = patches("""
                git checkout -q -b topic
                echo t > topic; git add topic; git commit -q -m topic
                git checkout -q main
                echo m > m; git add m; git commit -q -m mine
                git merge -q --no-ff -m merged topic
                """);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(files("1.2")).containsExactly("0001-mine", "0002-merged");
        assertThat(patch("1.2/0002-merged")).contains("+++ b/topic").doesNotContain("b/m\n");
    }

    /** Nothing of the old patches goes before every commit was read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git checkout -q --orphan other; git commit -q -m orphan",
                "echo x > main.c; git commit -q -a -m x; git checkout -q -b side HEAD^; echo y > main.c;"
                        + " git commit -q -a -m y; git rebase -q main >/dev/null 2>&1 || true",
            })
    void whatCannotBeExportedCostsNothing(String script) throws IOException {
        write(definition.resolve("patches/1.2/0001-upper"), DIFF);
        Ctl.Outcome outcome = patches(script + "\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("ERROR ⸬ runtime error: ", "hint: no patch was changed; the repository is kept in ");
        assertThat(patch("1.2/0001-upper")).isEqualTo(DIFF);
        assertThat(workLeft()).isTrue();
    }

    @Test
    void uncommittedChangesAreNotThrownAway() throws IOException {
        Ctl.Outcome outcome = patches("echo z >> main.c\n");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("not committed", "is kept in ");
        assertThat(workLeft()).isTrue();
    }

    @Test
    void aPatchThatDoesNotApplyStopsBeforeTheShell() throws IOException {
        write(definition.resolve("patches/1.2/0001-wrong"), DIFF.replace("two", "deux"));
        Ctl.Outcome outcome = patches("touch \"$HOME/ran\"\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("0001-wrong does not apply: ", "hint: no patch was changed");
        assertThat(outcome.out()).isEmpty();
        assertThat(home.resolve("ran")).doesNotExist();
        assertThat(files("1.2")).containsExactly("0001-wrong");
        assertThat(workLeft()).isFalse();
    }

    @Test
    void fuzzIsAccepted() throws IOException {
        write(
                definition.resolve("patches/1.2/0001-far"),
                DIFF.replace("@@ -1,3 +1,3 @@\n one", "@@ -7,3 +7,3 @@\n eins"));
        Ctl.Outcome outcome = patches("grep -q TWO main.c && test ! -e main.c.orig\n");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("0001-far applies with fuzz or offsets only");
        assertThat(patch("1.2/0001-far")).contains("@@ -1,3 +1,3 @@");
    }

    @Test
    void localSourcesNeedNoDownload() throws IOException {
        write(home.resolve("src/main.c"), "mine\n");
        Ctl.Outcome outcome = patches("""
                test "$(cat main.c)" = mine
                echo other > main.c; git commit -q -a -m other
                """, "--sources", "2.0@" + home.resolve("src"));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(files("2.0")).containsExactly("0001-other");
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void supplementarySourcesLieBesideTheMainOne() throws IOException {
        write(home.resolve("icons/icons-1.0/i.svg"), "icon\n");
        Path archive = home.resolve("icons_1.0.zip");
        Program.of(home.resolve("icons"), "zip", "-qr", archive.toString(), "icons-1.0")
                .succeed("zip");
        server.file("GET /icons_1.0.zip", archive);
        write(definition.resolve("artifact.yml"), """
                sources: {acme: %1$s/acme-1.2.tar.gz, icons: "%1$s/icons_{{ version }}.zip"}
                versions: {acme: "1.2", icons: "1.0"}
                checksums:
                  acme: {"1.2": {sha256: %2$s}}
                  icons: {"1.0": {sha256: %3$s}}
                deb: {release: 1}
                """.formatted(
                        server.origin(),
                        FileDigests.of(home.resolve("acme-1.2.tar.gz"), ChecksumAlgorithm.SHA256),
                        FileDigests.of(archive, ChecksumAlgorithm.SHA256)));
        Ctl.Outcome outcome = patches("""
                test "$(cat icons10/i.svg)" = icon
                test "$(readlink icons)" = icons10
                echo more >> icons10/i.svg; git commit -q -a -m more
                """);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(patch("1.2/0001-more")).contains("+++ b/icons10/i.svg");
    }

    @Test
    void theCacheIsVerifiedAndMended() throws IOException {
        write(home.resolve(".cache/fatbuildr/acme-1.2.tar.gz"), "<html>not found</html>");
        assertThat(patches("true\n").code()).isZero();
        assertThat(server.lines()).containsExactly("GET /acme-1.2.tar.gz");
        assertThat(patches("true\n").code()).isZero();
        assertThat(server.lines()).hasSize(1);
        write(
                definition.resolve("artifact.yml"),
                Files.readString(definition.resolve("artifact.yml")).replaceAll("sha256: ......", "sha256: 000000"));
        Ctl.Outcome outcome = patches("true\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("artifact error: source " + server.origin(), "sha256 is ", "hint: check the URL");
    }

    @ParameterizedTest
    @CsvSource({"../../outside, leads out", "/etc/passwd, leads out", "../beside, leads out"})
    void linksOutOfTheTreeAreRefused(String target, String reason) throws IOException {
        Files.createSymbolicLink(home.resolve("tree/acme-upstream/link"), Path.of(target));
        repack();
        Ctl.Outcome outcome = patches("touch \"$HOME/ran\"\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("is refused: its link link " + reason);
        assertThat(home.resolve("ran")).doesNotExist();
    }

    /** The configuration of a repository names programs to run. */
    @Test
    void repositoriesInArchivesAreLeftOut() throws IOException {
        write(
                home.resolve("tree/acme-upstream/.git/config"),
                "[core]\nfsmonitor = touch " + home.resolve("pwned") + "\n");
        write(
                home.resolve("tree/acme-upstream/.git/hooks/post-commit"),
                "#!/bin/sh\ntouch " + home.resolve("pwned") + "\n");
        write(home.resolve("tree/acme-upstream/lib/.GIT/config"), "[core]\nfsmonitor = true\n");
        repack();
        Ctl.Outcome outcome = patches("test ! -e lib/.GIT; echo x >> main.c; git commit -q -a -m x\n");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Leaving out .git of acme-1.2.tar.gz");
        assertThat(home.resolve("pwned")).doesNotExist();
    }

    private void repack() throws IOException {
        Path archive = home.resolve("acme-1.2.tar.gz");
        Program.of(home.resolve("tree"), "tar", "-czf", archive.toString(), "acme-upstream")
                .succeed("tar");
        server.file("GET /acme-1.2.tar.gz", archive);
        metadata(archive);
    }

    @Test
    void theTemplateOfCommitMessagesIsThatOfThePreferences() throws IOException {
        write(home.resolve("template"), "# fields\n");
        write(home.resolve(".config/fatbuildr.ini"), "[prefs]\ncommit_template = ~/template\n");
        Ctl.Outcome outcome = patches("test \"$(git config commit.template)\" = \"$HOME/template\"\n");
        assertThat(outcome.err()).doesNotContain("WARNING");
        Files.delete(home.resolve("template"));
        assertThat(patches("true\n").err()).contains("WARNING ⸬ There is no template for commit messages: " + home);
    }

    @Test
    void whatIsMissingIsTold() throws IOException {
        Ctl.Outcome outcome = new Ctl(home).run("patches", "-a", "acme");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("The base directory is not defined: give --basedir");
        assertThat(new Ctl(home)
                        .run(
                                "patches",
                                "-a",
                                "acme",
                                "-b",
                                definition.resolveSibling(".").toString())
                        .out())
                .startsWith("The name is not defined: give --name");
        assertThat(patches("true\n", "--derivative", "next").err())
                .contains("derivative next is not in the definition");
        assertThat(patches("true\n", "--sources", "other#1@" + home).err())
                .contains("source other is not in the definition");
    }
}
