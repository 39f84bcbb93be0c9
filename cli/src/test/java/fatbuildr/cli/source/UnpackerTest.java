package fatbuildr.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.SizeLimit;
import fatbuildr.cli.program.Program;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are small until they are unpacked. */
final class UnpackerTest {
    private static final Journal SILENT = _ -> {};
    private static final SizeLimit MIB = new SizeLimit(1 << 20);

    @TempDir
    Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        Path top = Files.createDirectories(directory.resolve("made/top"));
        for (String name : new String[] {"one", "two"}) {
            Files.write(top.resolve(name), new byte[700 << 10]);
        }
    }

    private Path archive(String name, String... line) {
        Program.of(directory.resolve("made"), line).succeed("unable to make " + name);
        return directory.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bomb.tar", "bomb.tar.gz", "bomb.tar.xz", "bomb.tar.bz2"})
    void anArchiveThatBecomesTooLargeIsRefused(String name) {
        Path archive = archive(name, "tar", "--auto-compress", "-cf", "../" + name, "top");
        assertThatThrownBy(() -> new Unpacker(SILENT, MIB).unpack(archive, directory.resolve("tree")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("unable to unpack " + archive + ": it is larger than 1 MiB");
        assertThat(directory.resolve("tree")).doesNotExist();
        new Unpacker(SILENT, new SizeLimit(2 << 20)).unpack(archive, directory.resolve("whole"));
        assertThat(directory.resolve("whole/two")).hasSize(700 << 10);
    }

    /** Each file alone is small enough. */
    @Test
    void aZipThatBecomesTooLargeIsRefused() {
        Path archive = archive("bomb.zip", "zip", "-qr", "../bomb.zip", "top");
        assertThatThrownBy(() -> new Unpacker(SILENT, MIB).unpack(archive, directory.resolve("tree")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("unable to unpack " + archive + ": it is larger than 1 MiB");
    }
}
