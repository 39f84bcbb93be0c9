package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.error.FatbuildrException;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveWriterTest {
    private static final Instant TIME = Instant.parse("2026-03-03T10:15:00Z");

    @TempDir
    Path directory;

    private final ProcessRunner processes = new ProcessRunner();
    private final ArchiveWriter writer = new ArchiveWriter(processes, ExtractionLimits.SOURCES);

    private Path tree(String name) throws Exception {
        Path tree = Files.createDirectories(directory.resolve(name));
        for (String file : new String[] {"b", "a/z", "a-b", "n".repeat(120)}) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.writeString(tree.resolve(file), "content of " + file);
        }
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a/z"));
        tree.resolve("b").toFile().setExecutable(true);
        return tree;
    }

    @Test
    void sameContentGivesSameBytes() throws Exception {
        Path one = tree("one");
        Path other = tree("other");
        Files.setLastModifiedTime(other.resolve("b"), FileTime.fromMillis(5));
        Files.setPosixFilePermissions(other.resolve("a-b"), TreeUnpacker.permissions(0600));

        writer.pack(one, "top-1", TIME, directory.resolve("1.tar.xz"));
        writer.pack(other, "top-1", TIME, directory.resolve("2.tar.xz"));

        assertThat(Files.mismatch(directory.resolve("1.tar.xz"), directory.resolve("2.tar.xz")))
                .isEqualTo(-1);
    }

    @Test
    void theRealTarListsItSorted() throws Exception {
        Path archive = directory.resolve("x.tar.xz");
        writer.pack(tree("one"), "top-1", TIME, archive);

        String listing =
                processes.capture(Command.of("env", "TZ=UTC", "tar", "--full-time", "-tvf", archive.toString()));

        assertThat(listing.lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "drwxr-xr-x root/root 0 2026-03-03 10:15:00 top-1/",
                        "drwxr-xr-x root/root 0 2026-03-03 10:15:00 top-1/a/",
                        "-rw-r--r-- root/root 14 2026-03-03 10:15:00 top-1/a-b",
                        "-rw-r--r-- root/root 14 2026-03-03 10:15:00 top-1/a/z",
                        "-rwxr-xr-x root/root 12 2026-03-03 10:15:00 top-1/b",
                        "lrwxrwxrwx root/root 0 2026-03-03 10:15:00 top-1/link -> a/z",
                        "-rw-r--r-- root/root 131 2026-03-03 10:15:00 top-1/" + "n".repeat(120));
    }

    @Test
    void zipBecomesTarWithTheSameTree() throws Exception {
        Path zip = Archives.zip(
                directory.resolve("x.zip"),
                z -> z.file("icons/run", "go", 0100755)
                        .put("icons/empty/", 040755, new byte[0])
                        .symlink("icons/link", "run"));
        Path tar = directory.resolve("x.tar.xz");

        writer.convertZip(zip, tar);

        assertThat(ArchiveKind.detect(tar)).isEqualTo(ArchiveKind.TAR_XZ);
        ArchiveExtractor extractor = new ArchiveExtractor(ExtractionLimits.SOURCES);
        extractor.extract(zip, directory.resolve("of-zip"), Layout.AS_NAMED);
        extractor.extract(tar, directory.resolve("of-tar"), Layout.AS_NAMED);
        assertThat(Archives.listing(directory.resolve("of-tar")))
                .isEqualTo(Archives.listing(directory.resolve("of-zip")))
                .contains("f 755 icons/run go");
        assertThat(Files.getLastModifiedTime(directory.resolve("of-tar/icons/run"))
                        .toInstant())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void damagedZipLeavesNoTar() throws Exception {
        Path zip = Archives.zip(directory.resolve("x.zip"), z -> z.file("../run", "go", 0100755));

        assertThatThrownBy(() -> writer.convertZip(zip, directory.resolve("x.tar.xz")))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageContaining("Cannot convert archive x.zip: member \"../run\" has a '..' component");
        assertThat(directory.toFile().list()).containsExactly("x.zip");
    }

    @Test
    void recompressedTarIsTheSameInside() throws Exception {
        Archives.Tar tar = new Archives.Tar().file("a", "x");
        byte[] bytes = tar.bytes();
        Path archive = Archives.compressed(bytes, directory.resolve("x.tar.zst"));

        writer.recompress(archive, directory.resolve("x.tar.xz"));

        assertThat(Archives.read(
                        ArchiveKind.TAR_XZ.decompress(directory.resolve("x.tar.xz"), ExtractionLimits.SOURCES)))
                .isEqualTo(bytes);
    }
}
