package fatbuildr.cli.source;

import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.SizeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Zip archives, with Unix modes and links. */
final class Zip {
    private static final int MAX_LINK = 4096;

    private Zip() {}

    /** Links are made last, so that nothing is ever written through one. */
    static void extract(Path archive, Path directory, SizeLimit limit) throws IOException {
        long total = 0;
        List<ZipArchiveEntry> links = new ArrayList<>();
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path target = target(archive, directory, entry.getName());
                if (entry.isUnixSymlink()) {
                    links.add(entry);
                } else if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    try (InputStream input = zip.getInputStream(entry)) {
                        total += limit.copy(input, file(entry, target), total);
                    }
                }
            }
            for (ZipArchiveEntry entry : links) {
                Path link = target(archive, directory, entry.getName());
                refuseDetour(archive, directory, link);
                try (InputStream input = zip.getInputStream(entry)) {
                    String text = new String(input.readNBytes(MAX_LINK), StandardCharsets.UTF_8);
                    Files.createDirectories(link.resolveSibling("."));
                    Files.createSymbolicLink(link, Path.of(text));
                }
            }
        }
    }

    /** An empty file with the entry's mode. */
    private static Path file(ZipArchiveEntry entry, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        Files.createFile(target);
        if ((entry.getUnixMode() & 0100) != 0) {
            target.toFile().setExecutable(true, false);
        }
        return target;
    }

    private static Path target(Path archive, Path directory, String name) {
        Path path = directory.resolve(name).normalize();
        if (!path.startsWith(directory) || name.startsWith("/")) {
            throw Failure.runtime("archive " + archive + " is refused: its member " + name + " leads out of the tree");
        }
        return path;
    }

    /** A member below a link would be written to wherever that leads. */
    private static void refuseDetour(Path archive, Path directory, Path member) {
        Path at = directory;
        for (Path name : directory.relativize(member)) {
            if (Files.isSymbolicLink(at)) {
                throw Failure.runtime("archive " + archive + " is refused: its member " + directory.relativize(member)
                        + " lies below a link");
            }
            at = at.resolve(name);
        }
    }
}
