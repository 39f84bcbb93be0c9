package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What honest archives become. */
final class ArchiveExtractorTest {
    @TempDir
    Path directory;

    private final ArchiveExtractor extractor = new ArchiveExtractor(ExtractionLimits.SOURCES);

    private String extract(Path archive, Layout layout) throws IOException, InterruptedException {
        Path target = directory.resolve("tree");
        extractor.extract(archive, target, layout);
        String listing = Archives.listing(target);
        FileTree.delete(target);
        return listing;
    }

    private static Archives.Tar hello() {
        return new Archives.Tar()
                .directory("hello-1.0")
                .file("hello-1.0/run", "#!/bin/sh\n", 04777)
                .directory("hello-1.0/closed", 0500)
                .file("hello-1.0/closed/a..b", "x", 0400)
                .symlink("hello-1.0/link", "closed/a..b")
                .hardLink("hello-1.0/same", "hello-1.0/run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.tar", "x.tar.gz", "x.tar.bz2", "x.tar.xz", "x.tar.zst", "x.tar.lzma"})
    void everyCompressionIsKnownByContent(String name) throws Exception {
        Path archive = hello().write(directory.resolve(name));
        Path renamed = Files.move(archive, directory.resolve("download"));

        assertThat(extract(renamed, Layout.WITHOUT_TOP_DIRECTORY)).isEqualTo("""
                d 700 closed
                f 600 closed/a..b x
                l link -> closed/a..b
                f 755 run #!/bin/sh

                f 755 same #!/bin/sh

                """);
    }

    @Test
    void zipKeepsModesAndLinks() throws Exception {
        Path archive = Archives.zip(
                directory.resolve("x.zip"),
                zip -> zip.file("icons/run", "go", 0100755)
                        .file("icons/plain", "text", 0)
                        .put("icons/private/", 040700, new byte[0])
                        .symlink("icons/link", "plain"));

        assertThat(extract(archive, Layout.WITHOUT_TOP_DIRECTORY))
                .isEqualTo("l link -> plain\nf 644 plain text\nd 700 private\nf 755 run go\n");
    }

    @Test
    void timesOfFilesAndDirectoriesAreKept() throws Exception {
        Path target = directory.resolve("tree");
        extractor.extract(hello().write(directory.resolve("x.tar")), target, Layout.WITHOUT_TOP_DIRECTORY);

        Instant time = Instant.ofEpochSecond(1_700_000_000);
        assertThat(Files.getLastModifiedTime(target.resolve("run")).toInstant()).isEqualTo(time);
        assertThat(Files.getLastModifiedTime(target.resolve("closed")).toInstant())
                .isEqualTo(time);
    }

    @Test
    void topDirectoryIsStrippedOnlyWhenAllMembersAreBelowIt() throws Exception {
        String listed = extract(tar("top/a", "top/b"), Layout.WITHOUT_TOP_DIRECTORY);
        String two = extract(tar("top/a", "other"), Layout.WITHOUT_TOP_DIRECTORY);
        String dotted = extract(tar("./top/a", "./top/b"), Layout.WITHOUT_TOP_DIRECTORY);
        String lone = extract(tar("alone"), Layout.WITHOUT_TOP_DIRECTORY);
        String asNamed = extract(tar("top/a"), Layout.AS_NAMED);

        assertThat(listed).isEqualTo("f 644 a \nf 644 b \n");
        assertThat(two).isEqualTo("f 644 other \nd 755 top\nf 644 top/a \n");
        assertThat(dotted).isEqualTo(listed);
        assertThat(lone).isEqualTo("f 644 alone \n");
        assertThat(asNamed).isEqualTo("d 755 top\nf 644 top/a \n");
    }

    private Path tar(String... names) throws IOException {
        Archives.Tar tar = new Archives.Tar();
        Arrays.stream(names).forEach(name -> tar.file(name, ""));
        return tar.write(directory.resolve("x.tar"));
    }

    @Test
    void rootMemberAndPlainFilesFirstAreFine() throws Exception {
        Path archive = new Archives.Tar()
                .file("artifact.yml", "a")
                .directory("./")
                .file("./deb/control", "c")
                .directory("deb", 0750)
                .write(directory.resolve("x.tar.xz"));

        assertThat(extract(archive, Layout.AS_NAMED))
                .isEqualTo("f 644 artifact.yml a\nd 750 deb\nf 644 deb/control c\n");
    }

    @Test
    void longAndForeignNamesSurvive() throws Exception {
        String name = "d".repeat(120) + "/" + "ä€𝄞".repeat(20);
        Path archive = new Archives.Tar().file(name, "x").write(directory.resolve("x.tar"));

        assertThat(extract(archive, Layout.AS_NAMED)).contains(name);
    }

    @Test
    void linkToItselfAsTarWritesForFilesNamedTwiceIsFine() throws Exception {
        Path archive = new Archives.Tar().file("a", "x").hardLink("a", "a").write(directory.resolve("x.tar"));

        assertThat(extract(archive, Layout.AS_NAMED)).isEqualTo("f 644 a x\n");
    }

    @Test
    void hardLinkToALinkIsTheSameLink() throws Exception {
        Path archive = new Archives.Tar()
                .file("a", "x")
                .symlink("b", "a")
                .hardLink("c", "b")
                .write(directory.resolve("x.tar"));

        assertThat(extract(archive, Layout.AS_NAMED)).isEqualTo("f 644 a x\nl b -> a\nl c -> a\n");
    }

    @Test
    void loopsAndDanglingLinksInsideAreHarmless() throws Exception {
        Path archive = new Archives.Tar()
                .symlink("loop", "loop")
                .symlink("d/dangling", "../nowhere/x")
                .file("z", "")
                .write(directory.resolve("x.tar"));

        assertThat(extract(archive, Layout.AS_NAMED))
                .isEqualTo("d 755 d\nl d/dangling -> ../nowhere/x\nl loop -> loop\nf 644 z \n");
    }

    @Test
    void archiveOfTheRealTarIsRead() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/sub"));
        Files.writeString(source.resolve("file"), "content");
        Path archive = directory.resolve("real.tar.gz");
        run("tar", "-czf", archive.toString(), "-C", directory.resolve("source").toString(), ".");

        assertThat(extract(archive, Layout.AS_NAMED)).contains("f 644 sub/file content");
    }

    @Test
    void sparseFilesOfTheRealTarAreRead() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        try (var file = new java.io.RandomAccessFile(source.resolve("holes").toFile(), "rw")) {
            file.setLength(3_000_000);
            file.seek(2_000_000);
            file.writeBytes("island");
        }
        Path archive = directory.resolve("real.tar");
        run("tar", "-cSf", archive.toString(), "-C", source.toString(), ".");
        assertThat(Files.size(archive)).isLessThan(100_000);

        Path target = directory.resolve("tree");
        extractor.extract(archive, target, Layout.AS_NAMED);

        assertThat(Files.mismatch(source.resolve("holes"), target.resolve("holes")))
                .isEqualTo(-1);
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void existingTargetIsLeftAlone() throws Exception {
        Path target = Files.createDirectory(directory.resolve("tree"));
        Path archive = hello().write(directory.resolve("x.tar"));

        assertThatThrownBy(() -> extractor.extract(archive, target, Layout.AS_NAMED))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("tree exists already");
    }

    @Test
    void cancelLeavesNothing() throws Exception {
        Path archive = hello().write(directory.resolve("x.tar"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> extractor.extract(archive, directory.resolve("tree"), Layout.AS_NAMED))
                .isInstanceOf(InterruptedException.class);
        assertThat(directory.toFile().list()).containsExactly("x.tar");
    }
}
