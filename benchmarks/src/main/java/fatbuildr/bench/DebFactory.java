package fatbuildr.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes many small, valid deb packages whose index stanzas are about 1 kB. */
final class DebFactory {
    private static final String TEXT = """
             One of many packages, with a description as long as those of a distribution usually
             are: several lines that say what the program does, for whom, and what sets it
             apart from the others of its kind. Nobody reads them all.
            """.indent(1);

    private DebFactory() {}

    /** Files {@code bench-00000_1.0_amd64.deb} and so on in {@code directory}; existing ones are kept. */
    static List<Path> make(Path directory, int from, int count) throws IOException {
        Files.createDirectories(directory);
        List<Path> debs = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            String name = String.format(Locale.ROOT, "bench-%05d", number);
            Path deb = directory.resolve(name + "_1.0_amd64.deb");
            if (!Files.exists(deb)) {
                Files.write(deb, deb(name, number));
            }
            debs.add(deb);
        }
        return debs;
    }

    private static byte[] deb(String name, int number) throws IOException {
        String control = "Package: " + name
                + "\nVersion: 1.0\nArchitecture: amd64\nMaintainer: Bench <bench@fatbuildr.invalid>\n"
                + "Installed-Size: 12\nDepends: libc6 (>= 2.36), bench-common (= 1.0), libbench" + number % 97 + "\n"
                + "Section: misc\nPriority: optional\nHomepage: https://bench.invalid/" + name + "\n"
                + "Description: package number " + number + " of a large suite\n" + TEXT;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArArchiveOutputStream archive = new ArArchiveOutputStream(bytes)) {
            member(archive, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            member(archive, "control.tar.gz", tar("./control", control.getBytes(StandardCharsets.UTF_8)));
            member(
                    archive,
                    "data.tar.gz",
                    tar("./usr/share/doc/" + name + "/README", name.repeat(20).getBytes(StandardCharsets.UTF_8)));
        }
        return bytes.toByteArray();
    }

    private static void member(ArArchiveOutputStream archive, String name, byte[] content) throws IOException {
        archive.putArchiveEntry(new ArArchiveEntry(name, content.length));
        archive.write(content);
        archive.closeArchiveEntry();
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GzipCompressorOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
