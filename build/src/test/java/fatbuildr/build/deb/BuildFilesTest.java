package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build may leave anything in its directory: only plain files under plain names come out of it. */
final class BuildFilesTest {
    @TempDir
    Path directory;

    private Path build;
    private Path target;

    @BeforeEach
    void prepare() throws IOException {
        build = BuildFiles.fresh(directory.resolve("build"));
        target = Files.createDirectory(directory.resolve("target"));
    }

    @Test
    void aResultIsTakenFromTheBuildersHands() throws IOException {
        Path file = Files.writeString(build.resolve("hello_1.0_amd64.deb"), "package");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        BuildFiles.giveAway(build);
        Path taken = BuildFiles.take(build, "hello_1.0_amd64.deb", target);
        assertThat(taken).hasContent("package").hasParent(target);
        assertThat(file).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(taken)))
                .isEqualTo("rw-r--r--");
        assertThat(Files.getAttribute(taken, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "/etc/passwd", "-rf", ".hidden", "a b", "a\nb", "", "a/b"})
    void unusableNamesAreRefused(String name) {
        assertThatThrownBy(() -> BuildFiles.take(build, name, target))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("The build made a file with an unusable name: ");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void linksAndDirectoriesAreNoResults() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(build.resolve("link.deb"), secret);
        Files.createDirectory(build.resolve("directory.deb"));
        for (String name : new String[] {"link.deb", "directory.deb", "absent.deb"}) {
            assertThatThrownBy(() -> BuildFiles.take(build, name, target))
                    .hasMessage("The build did not make file " + name + ", which it lists as a result");
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void ownershipNeverChangesThroughALink() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Object owner = Files.getAttribute(secret, "unix:uid");
        Files.createSymbolicLink(build.resolve("link"), secret);
        BuildFiles.giveAway(build);
        assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(owner);
        assertThat(Files.getAttribute(build.resolve("link"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(59500);
        BuildFiles.takeBack(build);
        assertThat(Files.getAttribute(build, "unix:uid"))
                .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }
}
