package fatbuildr.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.cli.client.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are read back with tar, git repositories made with git. */
final class ArchivesTest {
    @TempDir
    Path directory;

    private Path root;
    private Path out;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        out = Files.createDirectory(directory.resolve("out"));
    }

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name + "\n");
    }

    private Path source(boolean includeIgnored) {
        return new Archives(out).source("acme", "1.0~rc1", root, includeIgnored);
    }

    @Test
    void aDefinitionHasItsRootAndRelativeNamesAndNoVersionControl() throws IOException {
        file("artifact.yml");
        file("deb/rules");
        file(".git/config");
        file("sub/.git");
        file(".gitignore");
        Path archive = new Archives(out).definition(root);
        assertThat(archive.getFileName()).hasToString("fatbuildr-artifact.tar.xz");
        assertThat(Tar.names(archive))
                .containsExactly("./", "./.gitignore", "./artifact.yml", "./deb/", "./deb/rules", "./sub/");
    }

    @Test
    void theSameFilesGiveTheSameBytesWithNeutralOwnersAndModes() throws IOException {
        file("b");
        file("a/run");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/run"));
        assertThat(root.resolve("a/run").toFile().setExecutable(true)).isTrue();
        for (String name : new String[] {"b", "a/run", "a", "."}) {
            Files.setLastModifiedTime(
                    root.resolve(name).normalize(), FileTime.from(Instant.parse("2030-01-01T00:00:00.123Z")));
        }
        byte[] first = Files.readAllBytes(source(false));
        String listing = Tar.listing(out.resolve("acme-1.0~rc1.tar.xz"));
        Files.delete(out.resolve("acme-1.0~rc1.tar.xz"));
        assertThat(Files.readAllBytes(source(false))).isEqualTo(first);
        assertThat(listing)
                .contains("drwxr-xr-x root/root         0 2030-01-01 00:00 acme-1.0~rc1/\n")
                .contains("-rwxr-xr-x root/root         6 2030-01-01 00:00 acme-1.0~rc1/a/run\n")
                .contains("-rw-r--r-- root/root         2 2030-01-01 00:00 acme-1.0~rc1/b\n")
                .contains("acme-1.0~rc1/link -> a/run");
    }

    @Test
    void aSourceLeavesOutGitFilesEverywhereAndPackagingAtTheTop() throws IOException {
        for (String name : new String[] {
            "main.c",
            ".gitignore",
            "sub/.gitattributes",
            "sub/.github/ci",
            "debian/rules",
            "sub/debian/kept",
            "a.git/kept"
        }) {
            file(name);
        }
        assertThat(Tar.names(source(false)))
                .containsExactly(
                        "acme-1.0~rc1/",
                        "acme-1.0~rc1/a.git/",
                        "acme-1.0~rc1/a.git/kept",
                        "acme-1.0~rc1/main.c",
                        "acme-1.0~rc1/sub/",
                        "acme-1.0~rc1/sub/debian/",
                        "acme-1.0~rc1/sub/debian/kept");
    }

    @Test
    void filesThatGitIgnoresAreLeftOutUnlessAskedFor() throws IOException {
        Tar.git(root, "init", "-q");
        Files.writeString(root.resolve(".gitignore"), "*.o\n/build/\n!keep.o\n");
        for (String name : new String[] {
            "main.c", "main.o", "keep.o", "tracked.o", "new.c", "build/x", "sub/y.o", "sub/build/z", "sp ace\n.o"
        }) {
            file(name);
        }
        Tar.git(root, "add", "main.c");
        Tar.git(root, "add", "-f", "tracked.o");
        Tar.git(root, "commit", "-qm", "x");
        assertThat(Tar.names(source(false)))
                .containsExactly(
                        "acme-1.0~rc1/",
                        "acme-1.0~rc1/keep.o",
                        "acme-1.0~rc1/main.c",
                        "acme-1.0~rc1/new.c",
                        "acme-1.0~rc1/sub/",
                        "acme-1.0~rc1/sub/build/",
                        "acme-1.0~rc1/sub/build/z",
                        "acme-1.0~rc1/tracked.o");
        assertThat(Tar.names(source(true)))
                .contains("acme-1.0~rc1/main.o", "acme-1.0~rc1/build/x", "acme-1.0~rc1/sub/y.o")
                .doesNotContain("acme-1.0~rc1/.gitignore");
    }

    @Test
    void repositoriesInsideHaveTheirOwnRules() throws IOException {
        Tar.git(root, "init", "-q");
        file("vendored/lib.c");
        file("vendored/lib.o");
        Files.writeString(root.resolve("vendored/.gitignore"), "*.o\n");
        Tar.git(root.resolve("vendored"), "init", "-q");
        assertThat(Tar.names(source(false)))
                .containsExactly("acme-1.0~rc1/", "acme-1.0~rc1/vendored/", "acme-1.0~rc1/vendored/lib.c");
    }

    @Test
    void aBrokenRepositoryIsAnErrorWithTheWayOut() throws IOException {
        file("main.c");
        Files.writeString(root.resolve(".git"), "gitdir: /nowhere\n");
        assertThatThrownBy(() -> source(false)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.text()).startsWith("git cannot list the ignored files of " + root + ": fatal: ");
            assertThat(failure.hint().orElseThrow()).contains("--include-git-untracked");
        });
        assertThat(Tar.names(source(true))).contains("acme-1.0~rc1/main.c");
    }

    @Test
    void longAndForeignNamesSurvive() throws IOException {
        String longName = "d".repeat(120) + "/" + "f".repeat(150);
        file(longName);
        file("grüße/日本");
        assertThat(Tar.content(source(false), "acme-1.0~rc1/" + longName)).isEqualTo(longName + "\n");
        assertThat(Tar.content(out.resolve("acme-1.0~rc1.tar.xz"), "acme-1.0~rc1/grüße/日本"))
                .isEqualTo("grüße/日本\n");
    }

    @Test
    void muchIsCompressedByTheProgram() throws IOException {
        Files.write(root.resolve("zeros"), new byte[6 << 20]);
        Path archive = source(false);
        assertThat(Tar.listing(archive)).contains("6291456");
        Path small = directory.resolve("small.xz");
        try (OutputStream inProcess = XzOutput.inProcess(small, 100)) {
            inProcess.write(new byte[100]);
        }
        assertThat(small).isNotEmptyFile();
    }

    @Test
    void specialFilesAreRefused() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThatThrownBy(() -> source(false))
                .isInstanceOf(Failure.class)
                .hasMessage(root.resolve("pipe") + " is neither a file, a directory nor a link and cannot be sent");
    }

    @Test
    void privateDirectoriesAreClosedToOthersAndGoWithTheirContent() throws IOException {
        PrivateDirectory privateDirectory = PrivateDirectory.create(directory);
        assertThat(Files.getPosixFilePermissions(privateDirectory.path())).hasSize(3);
        Files.createDirectories(privateDirectory.path().resolve("a/b"));
        Files.writeString(privateDirectory.path().resolve("a/b/c"), "x");
        privateDirectory.close();
        assertThat(privateDirectory.path()).doesNotExist();
    }
}
