package fatbuildr.registry.deb;

import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source package: its {@code .dsc} and the files that one names, verified.
 *
 * @param dsc the {@code .dsc} file
 * @param digests of the {@code .dsc}
 */
public record DscPackage(
        Path dsc, FileDigests digests, Stanza stanza, String name, DebVersion version, List<ListedFile> files) {
    private static final int MAX_DSC = 4 << 20;
    private static final int MAX_CHANGELOG = 16 << 20;
    private static final long MAX_ARCHIVE = 64L << 30;
    private static final int MAX_MEMBERS = 2_000_000;

    public DscPackage {
        files = List.copyOf(files);
    }

    /** Reads a {@code .dsc} and verifies the files beside it. */
    public static DscPackage read(Path dsc) {
        String where = DebReader.name(dsc);
        byte[] bytes = smallFile(dsc, MAX_DSC);
        Stanza stanza = ControlParser.parseOne(new String(bytes, StandardCharsets.UTF_8), where);
        String name = PackageName.check(stanza.require("Source", where), where);
        DebVersion version = DebVersion.parse(stanza.require("Version", where), where);
        Path directory = Optional.ofNullable(dsc.toAbsolutePath().getParent()).orElseThrow();
        return new DscPackage(
                dsc, FileDigests.of(bytes), stanza, name, version, ListedFile.verified(stanza, directory, where));
    }

    /** The canonical name of the {@code .dsc}: {@code name_version.dsc} without the epoch. */
    public String fileName() {
        return name + "_" + version.withoutEpoch() + ".dsc";
    }

    /** The archive that holds {@code debian/}: the packaging archive, or the only one of a native package. */
    public Optional<ListedFile> packagingArchive() {
        return files.stream()
                .filter(file -> file.name().contains(".debian.tar."))
                .findFirst()
                .or(() -> files.stream()
                        .filter(file -> file.name().contains(".tar."))
                        .filter(file -> !file.name().contains(".orig.tar.")
                                && !file.name().contains(".orig-")
                                && !file.name().endsWith(".asc"))
                        .findFirst());
    }

    /** The text of {@code debian/changelog}; empty when the source format keeps none in an archive. */
    public String changelogText() {
        Optional<ListedFile> archive = packagingArchive();
        return archive.isEmpty() ? "" : changelogText(archive.get().path());
    }

    /** The entries of {@code debian/changelog}, newest first. */
    public List<ChangelogEntry> changelog() {
        return DebianChangelog.parse(changelogText(), DebReader.name(dsc));
    }

    /** The text of {@code debian/changelog} in a {@code .debian.tar.*} or native source archive, empty without one. */
    public static String changelogText(Path archive) {
        String name = DebReader.name(archive);
        int stem = name.lastIndexOf(".tar");
        if (stem < 0) {
            throw FatbuildrException.invalid("Cannot read " + name + ": not a tar archive");
        }
        try (InputStream raw = Files.newInputStream(archive, LinkOption.NOFOLLOW_LINKS);
                InputStream unpacked = Compression.bySuffix(name.substring(0, stem + 4), name)
                        .open(new BufferedInputStream(raw, 64 * 1024), MAX_ARCHIVE, name)) {
            TarReader tar = new TarReader(unpacked, MAX_MEMBERS);
            for (TarReader.Member entry = tar.next(); entry != null; entry = tar.next()) {
                if (entry.isFile() && entry.plainPath().matches("([^/]+/)?debian/changelog")) {
                    return DebReader.text(entry, MAX_CHANGELOG);
                }
            }
            return "";
        } catch (IOException e) {
            throw DebReader.unreadable(name, e);
        }
    }

    static byte[] smallFile(Path file, int limit) {
        String where = DebReader.name(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException("more than " + limit + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw DebReader.unreadable(where, e);
        }
    }
}
