package fatbuildr.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebReaderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "none"})
    void readsEveryCompressionInOnePassWithTheToolsChecksums(String compression) throws Exception {
        Path deb = Debs.build(
                directory, "hello", "1:2.10-3", "amd64", "", Map.of("usr/bin/hello", "hi"), "-Z" + compression);
        DebPackage found = DebReader.read(deb);
        assertThat(found.name()).isEqualTo("hello");
        assertThat(found.version()).isEqualTo(DebVersion.parse("1:2.10-3"));
        assertThat(found.architecture()).isEqualTo("amd64");
        assertThat(found.source().name()).isEqualTo("hello");
        assertThat(found.fileName()).isEqualTo("hello_2.10-3_amd64.deb");
        assertThat(found.control().text())
                .isEqualTo(Command.run(directory, "dpkg-deb", "-I", deb.toString(), "control"));
        assertThat(found.digests().size()).isEqualTo(Files.size(deb));
        assertThat(found.digests().md5()).isEqualTo(firstWord("md5sum", deb));
        assertThat(found.digests().sha1()).isEqualTo(firstWord("sha1sum", deb));
        assertThat(found.digests().sha256()).isEqualTo(firstWord("sha256sum", deb));
    }

    @Test
    void takesSourceNameAndVersionFromTheSourceField() throws Exception {
        Path deb = Debs.build(directory, "libx1", "2.0", "all", "Source: x (1.0-2)\n", Map.of());
        assertThat(DebReader.read(deb).source())
                .isEqualTo(new DebPackage.SourceReference("x", DebVersion.parse("1.0-2")));
    }

    @Test
    void listsMembersAndChangelog() throws Exception {
        String longName = "usr/share/" + "d".repeat(90) + "/" + "n".repeat(120);
        Path deb = Debs.build(directory, "hello", "2.10-3", "amd64", "", Map.of(longName, "12345", "usr/x y", "1"));
        Path tree = Files.createDirectories(directory.resolve("again/usr/share/doc/hello"));
        Files.writeString(tree.resolve("changelog"), "upstream\n");
        Files.writeString(
                tree.resolve("changelog.Debian"),
                "hello (2.10-3) unstable; urgency=low\n\n  * Built.\n\n -- A B <a@b.c>  Tue, 03 Mar 2026 09:15:00 +0100\n");
        Command.run(tree, "gzip", "-9n", "changelog", "changelog.Debian");
        Command.run(tree, "ln", "-s", "../x", "link");
        Command.run(tree, "ln", "changelog.gz", "same.gz");
        Path again = directory.resolve("again");
        Command.run(directory, "dpkg-deb", "-R", deb.toString(), "old");
        Command.run(directory, "cp", "-a", "old/.", again.toString());
        Command.run(directory, "dpkg-deb", "-b", again.toString(), "new.deb");

        DebReader.Contents contents = DebReader.contents(directory.resolve("new.deb"));
        assertThat(contents.members())
                .contains(
                        new ArtifactContent("/usr", "d", 0),
                        new ArtifactContent("/usr/share/doc/hello/link", "l", 0),
                        new ArtifactContent("/usr/share/doc/hello/same.gz", "n/a", 0),
                        new ArtifactContent("/usr/x y", "f", 1),
                        new ArtifactContent("/" + longName, "f", 5));
        assertThat(contents.members().stream().map(ArtifactContent::path).sorted())
                .isEqualTo(Command.run(directory, "sh", "-c", "dpkg-deb --fsys-tarfile new.deb | tar -t")
                        .lines()
                        .map(line -> line.replaceFirst("^\\.", "").replaceFirst("/$", ""))
                        .filter(line -> !line.isEmpty())
                        .sorted()
                        .toList());
        assertThat(contents.changelog())
                .containsExactly(new ChangelogEntry("2.10-3", "A B <a@b.c>", 1772525700, List.of("Built.")));
    }

    @Test
    void documentationDirectoryThatIsALinkGivesNoChangelog() throws Exception {
        Path deb = Debs.build(directory, "libx1", "2.0", "all", "", Map.of("usr/share/y", ""));
        assertThat(DebReader.contents(deb).changelog()).isEmpty();
    }

    @Test
    void refusesWhatIsNoPackageWithNameAndReason() throws Exception {
        Path file = directory.resolve("x.deb");
        Files.writeString(file, "nothing like it");
        assertThatThrownBy(() -> DebReader.read(file))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("Cannot read x.deb: not a Debian package: ar signature is missing");
        assertThatThrownBy(() -> DebReader.read(directory.resolve("absent.deb")))
                .hasMessage("Cannot read absent.deb: file does not exist");
    }

    @Test
    void everyTruncationIsAClearError() throws Exception {
        Path deb = Debs.build(directory, "hello", "1", "all", "", Map.of("a", "b".repeat(3000)), "-Zxz");
        byte[] whole = Files.readAllBytes(deb);
        for (int length = 0; length < whole.length - 1; length += 7) {
            Path cut = directory.resolve("cut.deb");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> DebReader.read(cut))
                    .isInstanceOf(FatbuildrException.class)
                    .hasMessageStartingWith("Cannot read cut.deb: ");
        }
    }

    @Test
    void damagedBytesNeverEndInAnythingButAClearError() throws Exception {
        Random random = new Random(7);
        for (String compression : List.of("gzip", "xz", "zstd", "none")) {
            byte[] whole = Files.readAllBytes(
                    Debs.build(directory, "hello", "1", "all", "", Map.of("a", "bc"), "-Z" + compression));
            for (int round = 0; round < 300; round++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                Path file = directory.resolve("damaged.deb");
                Files.write(file, damaged);
                try {
                    DebReader.read(file);
                    DebReader.contents(file);
                } catch (FatbuildrException e) {
                    assertThat(e).hasMessageContaining("damaged.deb");
                }
            }
        }
    }

    @Test
    void bombsInTheControlArchiveAreStopped() throws Exception {
        Command.run(
                directory,
                "sh",
                "-c",
                "head -c 6M /dev/zero > control && tar -c ./control | xz -0 > control.tar.xz"
                        + " && truncate -s 300M a && tar -c a control | zstd -q > control.tar.zst && rm a control");
        Path large = archive("large.deb", "control.tar.xz", Files.readAllBytes(directory.resolve("control.tar.xz")));
        assertThatThrownBy(() -> DebReader.read(large))
                .hasMessage("Cannot read large.deb: control has more than 4194304 bytes");
        Path bomb = archive("bomb.deb", "control.tar.zst", Files.readAllBytes(directory.resolve("control.tar.zst")));
        assertThatThrownBy(() -> DebReader.read(bomb))
                .hasMessage("Cannot read bomb.deb: control.tar.zst has more than 268435456 bytes when unpacked");
    }

    @Test
    void xzDictionaryBeyondMemoryIsRefused() throws Exception {
        Command.run(
                directory,
                "sh",
                "-c",
                "echo x > control && tar -c ./control | xz --lzma2=dict=256MiB > control.tar.xz");
        Path deb = archive("greedy.deb", "control.tar.xz", Files.readAllBytes(directory.resolve("control.tar.xz")));
        assertThatThrownBy(() -> DebReader.read(deb))
                .hasMessageContaining("greedy.deb")
                .hasMessageContaining("memory");
    }

    @Test
    void namesThatLeaveTheirDirectoryAreRefused() throws Exception {
        Debs.write(
                directory.resolve("control"),
                "Package: ../../x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n");
        Command.run(directory, "tar", "-cf", "control.tar", "./control");
        Path deb = archive("evil.deb", "control.tar", Files.readAllBytes(directory.resolve("control.tar")));
        assertThatThrownBy(() -> DebReader.read(deb))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("evil.deb: invalid package name '../../x'");
    }

    @Test
    void gnuLongNameOfAGigabyteIsRefusedBeforeItIsRead() throws Exception {
        byte[] header = new byte[512];
        put(header, 0, "././@LongLink");
        put(header, 124, "07777777777");
        header[156] = 'L';
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        Path deb = archive("long.deb", "control.tar", header);
        assertThatThrownBy(() -> DebReader.read(deb))
                .hasMessage("Cannot read long.deb: tar extension header of 1073741823 bytes");
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String firstWord(String tool, Path file) {
        return Command.run(file.getParent(), tool, file.toString()).split(" ", 2)[0];
    }

    private Path archive(String name, String member, byte[] control) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        member(out, member, control);
        member(out, "data.tar", new byte[1024]);
        Path file = directory.resolve(name);
        Files.write(file, out.toByteArray());
        return file;
    }

    private static void member(ByteArrayOutputStream out, String name, byte[] bytes) {
        out.writeBytes("%-16s%-12s%-6s%-6s%-8s%-10d`\n"
                .formatted(name, "0", "0", "0", "100644", bytes.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        if (bytes.length % 2 == 1) {
            out.write('\n');
        }
    }
}
