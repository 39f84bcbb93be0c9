package fatbuildr.registry.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFilesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1.0-1,quilt,hello_1.0-1.debian.tar.xz", "1.0,native,hello_1.0.tar.xz"})
    void readsSourcePackageAndItsChangelog(String version, String format, String archive) throws Exception {
        DscPackage dsc = DscPackage.read(Debs.source(directory, "hello", version, format));
        assertThat(dsc.name()).isEqualTo("hello");
        assertThat(dsc.version()).hasToString(version);
        assertThat(dsc.packagingArchive().orElseThrow().name()).isEqualTo(archive);
        assertThat(dsc.changelog())
                .containsExactly(new ChangelogEntry(
                        version,
                        "Jane Roe <jane@example.org>",
                        1772525700,
                        List.of("First change that goes on in a second line.", "Second change.")));
    }

    @Test
    void verifiesFilesBesideTheChangesFile() throws Exception {
        Path dsc = Debs.source(directory, "hello", "1.0-1", "quilt");
        Path changes = dsc.resolveSibling("hello_1.0-1_source.changes");
        String text =
                Command.run(dsc.getParent().resolve("hello-1.0"), "sh", "-c", "dpkg-genchanges -S -sa -q 2>/dev/null");
        Files.writeString(changes, text);
        ChangesFile read = ChangesFile.read(changes);
        assertThat(read.source()).isEqualTo("hello");
        assertThat(read.architectures()).containsExactly("source");
        assertThat(read.dsc().orElseThrow().path()).isEqualTo(dsc);
        assertThat(read.files()).extracting(ListedFile::name).contains("hello_1.0.orig.tar.xz");

        Files.writeString(changes, text.replace("hello_1.0.orig.tar.xz", "../hello_1.0.orig.tar.xz"));
        refused(changes, "invalid file name '../hello_1.0.orig.tar.xz'");
        Files.writeString(changes, text.replace("hello_1.0.orig.tar.xz", "other_1.0.orig.tar.xz"));
        refused(changes, "file other_1.0.orig.tar.xz is missing beside it");
        Files.writeString(changes, text);
        byte[] orig = Files.readAllBytes(dsc.resolveSibling("hello_1.0.orig.tar.xz"));
        orig[20] ^= 1;
        Files.write(dsc.resolveSibling("hello_1.0.orig.tar.xz"), orig);
        refused(changes, "file hello_1.0.orig.tar.xz does not match its checksum in Files");
        Files.delete(dsc.resolveSibling("hello_1.0.orig.tar.xz"));
        Files.createSymbolicLink(dsc.resolveSibling("hello_1.0.orig.tar.xz"), dsc);
        refused(changes, "file hello_1.0.orig.tar.xz is missing beside it");
    }

    @Test
    void readsAClearSignedText() {
        Stanza stanza = ControlParser.parseOne("""
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA512

                Source: x
                - -Dashed: y
                Files:
                 a b c

                -----BEGIN PGP SIGNATURE-----

                abc
                -----END PGP SIGNATURE-----
                """.replace("- -Dashed", "- Dashed"), "x.dsc");
        assertThat(stanza.get("source")).contains("x");
        assertThat(stanza.get("Dashed")).contains("y");
        assertThat(stanza.lines("Files")).containsExactly("a b c");
    }

    @ParameterizedTest
    @CsvSource({
        "'A: 1\na: 2\n','x, line 2: field a is given twice'",
        "' A: 1\n','x, line 1: continuation line before any field'",
        "'nothing\n','x, line 1: not a ''Field: value'' line'",
        "'A b: 1\n','x, line 1: field name has a blank or control character'",
        "'','x: one paragraph expected, found 0'",
    })
    void refusesWhatIsNoStanza(String text, String message) {
        assertThatThrownBy(() -> ControlParser.parseOne(text, "x"))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage(message);
    }

    private static void refused(Path changes, String reason) {
        assertThatThrownBy(() -> ChangesFile.read(changes))
                .isInstanceOf(FatbuildrException.class)
                .hasMessage("hello_1.0-1_source.changes: " + reason);
    }
}
