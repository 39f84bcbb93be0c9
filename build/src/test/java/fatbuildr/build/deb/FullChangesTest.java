package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.DscPackage;
import fatbuildr.registry.deb.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our {@code .changes} of source and binary packages against that of dpkg-genchanges. */
final class FullChangesTest {
    @TempDir
    Path directory;

    private final ProcessRunner processes = new ProcessRunner();

    @Test
    void addsTheSourceAsDpkgDoes() throws Exception {
        Path tree = tree();
        run(directory, "dpkg-source", "--build", "hello-1.0");
        run(tree, "dpkg-gencontrol", "-phello", "-Pdebian/tmp");
        run(tree, "dpkg-deb", "--root-owner-group", "-b", "debian/tmp", "..");
        String binary = processes.capture(Command.of("dpkg-genchanges", "-b").in(tree));
        String full = processes.capture(Command.of("dpkg-genchanges", "-sa").in(tree));

        Path files = Files.createDirectory(directory.resolve("source"));
        for (String name : List.of("hello_1.0.dsc", "hello_1.0.tar.xz")) {
            Files.move(directory.resolve(name), files.resolve(name));
        }
        SourcePackage source = new SourcePackage(files, DscPackage.read(files.resolve("hello_1.0.dsc")));
        Stanza ours = ControlParser.parseOne(new FullChanges(source, SourceControl.read(tree)).text(binary, "b"), "o");
        Stanza theirs = ControlParser.parseOne(full, "full.changes");
        for (String field : List.of("Format", "Date", "Source", "Binary", "Architecture", "Version", "Distribution")) {
            assertThat(ours.get(field)).as(field).isEqualTo(theirs.get(field));
        }
        for (String field : List.of("Checksums-Sha1", "Checksums-Sha256", "Files")) {
            assertThat(lines(ours, field)).as(field).isEqualTo(lines(theirs, field));
        }
    }

    private static Set<String> lines(Stanza stanza, String field) {
        return new TreeSet<>(stanza.lines(field).stream().map(String::strip).toList());
    }

    private void run(Path where, String... words) throws InterruptedException {
        processes.capture(Command.of(words).in(where));
    }

    private Path tree() throws IOException {
        Path tree = directory.resolve("hello-1.0");
        Path debian = Files.createDirectories(tree.resolve("debian/source")).getParent();
        Files.createDirectories(debian.resolve("tmp/DEBIAN"));
        Files.writeString(debian.resolve("source/format"), "3.0 (native)\n");
        Files.writeString(debian.resolve("control"), TestBuild.CONTROL);
        Files.writeString(debian.resolve("changelog"), """
                hello (1.0) bookworm; urgency=medium

                  * First.

                 -- Jane Roe <jane@example.org>  Tue, 03 Mar 2026 10:15:00 +0000
                """);
        return tree;
    }
}
