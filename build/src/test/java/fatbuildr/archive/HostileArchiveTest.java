package fatbuildr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.archive.ArchiveExtractor.Layout;
import fatbuildr.archive.Archives.Tar;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Each archive is refused with its name, the member and the reason, and leaves nothing. */
final class HostileArchiveTest {
    private static final ExtractionLimits SMALL =
            new ExtractionLimits(100, 4 << 20, 1 << 20, 50, 64 << 10, 16 << 20, 64 << 10);

    @TempDir
    Path directory;

    private void refused(ExtractionLimits limits, Path archive, Layout layout, String reason) {
        assertThatThrownBy(() -> new ArchiveExtractor(limits).extract(archive, directory.resolve("tree"), layout))
                .isInstanceOfSatisfying(
                        FatbuildrException.class, e -> assertThat(e.kind()).isEqualTo(FatbuildrException.Kind.INVALID))
                .hasMessageStartingWith("Archive " + archive.getFileName() + " is refused: ")
                .hasMessageContaining(reason);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> name.startsWith("x."));
        }
    }

    static Stream<Arguments> tars() {
        return Stream.of(
                tar("\"/etc/passwd\" has an absolute path", t -> t.file("/etc/passwd", "")),
                tar("\"a/../../b\" has a '..' component", t -> t.file("a/../../b", "")),
                tar("\"..\" has a '..' component", t -> t.symlink("..", "a")),
                tar("\"a\" is a link to \"/etc/passwd\", out of", t -> t.symlink("a", "/etc/passwd")),
                tar("\"a\" is a link to \"../b\", out of", t -> t.symlink("a", "../b")),
                tar(
                        "out of",
                        t -> t.symlink("d/e/up", "../..")
                                .symlink("out", "d/e/up/..")
                                .file("d/x", "")),
                tar("through a symbolic link", t -> t.symlink("d", ".").file("d/file", "")),
                tar("through a symbolic link", t -> t.symlink("d", "/tmp").file("d/file", "")),
                tar(
                        "is there more than once",
                        t -> t.symlink("f", "/etc/passwd").file("f", "x")),
                tar("is there more than once", t -> t.file("f", "x").file("./f", "y")),
                tar("is there more than once", t -> t.directory("f").file("f", "y")),
                tar("where another member is a file", t -> t.file("f", "x").file("f/g", "y")),
                tar("where another member is a file", t -> t.file("f", "x").directory("f")),
                tar("\"a\" is a hard link to \"b\", which is no", t -> t.hardLink("a", "b")),
                tar("has an absolute path", t -> t.hardLink("a", "/etc/passwd")),
                tar("has a '..' component", t -> t.hardLink("a", "../../etc/passwd")),
                tar("\"null\" is a device", t -> t.special("null", TarConstants.LF_CHR)),
                tar("\"sda\" is a device", t -> t.special("sda", TarConstants.LF_BLK)),
                tar("\"pipe\" is a named pipe", t -> t.special("pipe", TarConstants.LF_FIFO)),
                tar("is of the unknown type 'V'", t -> t.special("volume", (byte) 'V')),
                tar("\"a\\x0ab\" has a control character", t -> t.file("a\nb", "")),
                tar("has a control character", t -> t.symlink("a", "b\nc")),
                tar("more than 255 bytes", t -> t.file("n".repeat(256), "")),
                tar("more than 3000 characters", t -> t.file("dir/".repeat(800) + "f", "")),
                tar("more than 200 directories", t -> t.file("d/".repeat(201) + "f", "")),
                tar("it has more than 100 members", t -> {
                    for (int i = 0; i < 101; i++) {
                        t.file("f" + i, "");
                    }
                    return t;
                }),
                tar("stands for the root", t -> t.symlink("./", "x")),
                tar("it is empty", t -> t),
                tar("it is empty", t -> t.directory("./")),
                tar("unpacks to more than 1048576 bytes", t -> t.zeros("big", (1 << 20) + 1)),
                tar("headers of a member are too large", t -> t.longName(40_000)));
    }

    private static Arguments tar(String reason, UnaryOperator<Tar> content) {
        return Arguments.of(reason, content);
    }

    @ParameterizedTest
    @MethodSource("tars")
    void tarIsRefused(String reason, UnaryOperator<Tar> content) throws Exception {
        Path archive = content.apply(new Tar()).write(directory.resolve("x.tar"));

        refused(SMALL, archive, Layout.AS_NAMED, reason);
    }

    @Test
    void linkOutOfTheStrippedTreeIsRefused() throws Exception {
        Path archive = new Tar().file("top/a", "").symlink("top/b", "../top/a").write(directory.resolve("x.tar"));

        refused(SMALL, archive, Layout.WITHOUT_TOP_DIRECTORY, "\"b\" is a link to \"../top/a\", out of");
    }

    @Test
    void totalOfManyFilesIsBounded() throws Exception {
        Tar tar = new Tar();
        for (int i = 0; i < 5; i++) {
            tar.zeros("f" + i, 1 << 20);
        }

        refused(SMALL, tar.write(directory.resolve("x.tar")), Layout.AS_NAMED, "it unpacks to more than 4194304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.tar.gz", "x.tar.bz2", "x.tar.xz", "x.tar.zst", "x.tar.lzma"})
    void gigabyteOfZerosIsRefusedLongBeforeItsEnd(String name) throws Exception {
        long gigabyte = 1L << 30;
        Path archive = directory.resolve(name);
        // The end is missing: reading that far would be another error. Writing a whole one takes too long.
        try (OutputStream out = Archives.compressor(Files.newOutputStream(archive), name)) {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry("zeros");
            entry.setSize(gigabyte);
            tar.putArchiveEntry(entry);
            Archives.zeros(tar, 12L << 20);
            out.flush();
        }

        ExtractionLimits limits = new ExtractionLimits(100, 2L << 30, 2L << 30, 250, 8 << 20, 16 << 20, 64 << 10);
        refused(limits, archive, Layout.AS_NAMED, "\"zeros\" unpacks to more than 250 times");
    }

    @Test
    void zipBombIsRefused() throws Exception {
        Path archive = Archives.zip(directory.resolve("x.zip"), zip -> zip.put("zeros", 0, new byte[900_000]));

        refused(SMALL, archive, Layout.AS_NAMED, "\"zeros\" unpacks to more than 50 times");
    }

    @Test
    void sparseBombIsRefused() throws Exception {
        Path holes = directory.resolve("x.holes");
        try (var file = new java.io.RandomAccessFile(holes.toFile(), "rw")) {
            file.setLength(4L << 30);
        }
        Path archive = directory.resolve("x.tar");
        assertThat(new ProcessBuilder("tar", "-cSf", archive.toString(), "-C", directory.toString(), "x.holes")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        refused(SMALL, archive, Layout.AS_NAMED, "\"x.holes\" unpacks to more than");
    }

    @Test
    void decoderThatWantsTooMuchMemoryIsRefused() throws Exception {
        Path archive = directory.resolve("x.tar.xz");
        LZMA2Options options = new LZMA2Options(6);
        options.setDictSize(8 << 20);
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(archive), options)) {
            out.write(new Tar().file("a", "x").bytes());
        }
        ExtractionLimits poor = new ExtractionLimits(100, 1 << 20, 1 << 20, 50, 64 << 10, 4 << 20, 64 << 10);

        refused(poor, archive, Layout.AS_NAMED, "damaged or incomplete");
    }

    @Test
    void zipMembersAreCheckedLikeThoseOfTars() throws Exception {
        refusedZip("\"../a\" has a '..' component", zip -> zip.put("../a", 0, new byte[1]));
        refusedZip("\"/a\" has an absolute path", zip -> zip.put("/a", 0, new byte[1]));
        refusedZip("\"a\" is a link to \"../../x\"", zip -> zip.symlink("a", "../../x"));
        refusedZip("through a symbolic link", zip -> zip.symlink("a", ".").put("a/b", 0, new byte[1]));
        refusedZip("is a device or another special file", zip -> zip.put("a", 020644, new byte[0]));
        refusedZip(
                "is there more than once", zip -> zip.put("a", 0, new byte[1]).put("./a", 0, new byte[1]));
        refusedZip("has a control character", zip -> zip.put("a\u0000b", 0, new byte[1]));
    }

    private void refusedZip(String reason, java.util.function.Consumer<Archives.Zip> content) throws IOException {
        refused(SMALL, Archives.zip(directory.resolve("x.zip"), content), Layout.AS_NAMED, reason);
    }

    @Test
    void hugeZipDirectoryIsRefusedBeforeItIsKept() throws Exception {
        Path archive = Archives.zip(directory.resolve("x.zip"), zip -> {
            for (int i = 0; i < 2_000; i++) {
                zip.put("file-with-a-name-" + i, 0, new byte[0]);
            }
        });

        refused(SMALL, archive, Layout.AS_NAMED, "its directory of members is too large");
    }

    @Test
    void changedContentOfAZipIsFound() throws Exception {
        Path archive = Archives.zip(directory.resolve("x.zip"), zip -> {
            zip.out().setMethod(java.util.zip.ZipEntry.DEFLATED);
            zip.out().setLevel(0);
            zip.put("a", 0, "content-content".getBytes(StandardCharsets.UTF_8));
        });
        byte[] bytes = Files.readAllBytes(archive);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("content-content");
        Files.write(archive, Archives.corrupted(bytes, at, 'C'));

        refused(SMALL, archive, Layout.AS_NAMED, "\"a\" does not fit its checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.tar", "x.tar.gz", "x.tar.bz2", "x.tar.xz", "x.tar.zst", "x.tar.lzma", "x.zip"})
    void truncatedArchiveIsRefused(String name) throws Exception {
        Path archive = directory.resolve(name);
        byte[] noise = new byte[20_000];
        new java.util.Random(7).nextBytes(noise);
        String content = new String(noise, StandardCharsets.ISO_8859_1);
        if (name.endsWith("zip")) {
            Archives.zip(archive, zip -> zip.file("a", content, 0));
        } else {
            new Tar().file("a", content).write(archive);
        }
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

        refused(SMALL, archive, Layout.AS_NAMED, "it is damaged or incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>404</html>", "PK\u0003\u0004", "BZh9", "\u001f\u008b"})
    void whatIsNoArchiveIsRefused(String content) throws Exception {
        Path archive = Files.writeString(directory.resolve("x.tar.gz"), content, StandardCharsets.ISO_8859_1);

        refused(SMALL, archive, Layout.AS_NAMED, "");
    }

    @Test
    void overlongNumbersInHeadersAreRefused() throws Exception {
        byte[] tar = new Tar().file("a", "x").bytes();
        ByteBuffer.wrap(tar, 124, 12)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(0x80ffffff)
                .putLong(-1L);
        fixChecksum(tar);
        Path archive = Files.write(directory.resolve("x.tar"), tar);

        refused(SMALL, archive, Layout.AS_NAMED, "");
    }

    private static void fixChecksum(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, tar, 148, 8);
    }
}
