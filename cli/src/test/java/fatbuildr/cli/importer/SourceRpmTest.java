package fatbuildr.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.SizeLimit;
import fatbuildr.cli.patch.Person;
import fatbuildr.cli.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceRpmTest {
    @TempDir
    Path directory;

    @Test
    void aPackageThatBecomesTooLargeIsRefused() throws Exception {
        Files.write(directory.resolve("zeros.tar"), new byte[2 << 20]);
        Files.writeString(directory.resolve("acme.spec"), """
                Name: acme
                Version: 1
                Release: 1
                Summary: Zeros
                License: None
                Source: zeros.tar
                %description
                Zeros.
                """);
        Program.of(directory, "rpmbuild", "-bs", "--define", "_topdir " + directory, "--define")
                .and(java.util.List.of("_sourcedir " + directory, "acme.spec"))
                .with("HOME", directory.toString())
                .succeed("unable to make the package");
        Path file = directory.resolve("SRPMS/acme-1-1.src.rpm");
        Path definitions = Files.createDirectory(directory.resolve("definitions"));
        ImportTarget target = ImportTarget.of(definitions, Files.createDirectory(directory.resolve("tarballs")));
        SourceRpm rpm =
                new SourceRpm(file, new Person("Alice Ray", "alice@lab.example"), _ -> {}, new SizeLimit(1 << 20));
        assertThatThrownBy(() -> rpm.importTo(target))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("unable to unpack " + file + ": it is larger than 1 MiB");
        assertThat(definitions).isEmptyDirectory();
    }
}
