package fatbuildr.registry.deb;

import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.error.FatbuildrException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code .deb} files without running or unpacking anything; what they hold is untrusted and bounded. */
public final class DebReader {
    private static final long MAX_CONTROL_ARCHIVE = 256L << 20;
    private static final int MAX_CONTROL_FILE = 4 << 20;
    private static final long MAX_DATA_ARCHIVE = 64L << 30;
    private static final int MAX_CONTROL_MEMBERS = 10_000;
    private static final int MAX_DATA_MEMBERS = 2_000_000;
    private static final long MAX_LISTED_BYTES = 256L << 20;
    private static final int MAX_CHANGELOG = 16 << 20;

    private DebReader() {}

    /** Members and changelog of the data archive. */
    public record Contents(List<ArtifactContent> members, List<ChangelogEntry> changelog) {
        public Contents {
            members = List.copyOf(members);
            changelog = List.copyOf(changelog);
        }
    }

    /** Control stanza, size and checksums, in one pass over the file. */
    public static DebPackage read(Path file) {
        String where = name(file);
        try (InputStream raw = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long size = Files.size(file);
            DigestingInputStream digesting = new DigestingInputStream(raw);
            InputStream in = new BufferedInputStream(digesting, Math.clamp(size, 1024, 64 * 1024));
            ArReader archive = new ArReader(in, size);
            Stanza control = ControlParser.parseOne(control(archive), where);
            boolean data = false;
            for (ArReader.Member member = archive.next(); member != null; member = archive.next()) {
                data |= member.name().startsWith("data.tar");
            }
            if (!data) {
                throw new IOException("no data archive");
            }
            digesting.drain();
            return DebPackage.of(file, digesting.digests(), control, where);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /** The list of files and the changelog, in one pass over the data archive. */
    public static Contents contents(Path file) {
        String where = name(file);
        try (InputStream raw = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            ArReader archive = new ArReader(new BufferedInputStream(raw, 64 * 1024), Files.size(file));
            String name = ControlParser.parseOne(control(archive), where).require("Package", where);
            for (ArReader.Member member = archive.next(); member != null; member = archive.next()) {
                if (member.name().startsWith("data.tar")) {
                    return data(member, PackageName.check(name, where), where);
                }
            }
            throw new IOException("no data archive");
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    private static String control(ArReader archive) throws IOException {
        ArReader.Member format = archive.next();
        if (format == null || !format.name().equals("debian-binary")) {
            throw new IOException("not a Debian package: first member is not debian-binary");
        }
        String version = new String(format.content().readNBytes(16), StandardCharsets.US_ASCII);
        if (!version.startsWith("2.")) {
            throw new IOException("unsupported package format version");
        }
        ArReader.Member member = archive.next();
        while (member != null && member.name().startsWith("_")) {
            member = archive.next();
        }
        if (member == null || !member.name().startsWith("control.tar")) {
            throw new IOException("no control archive after debian-binary");
        }
        Compression compression = Compression.bySuffix("control.tar", member.name());
        try (InputStream unpacked = compression.open(member.content(), MAX_CONTROL_ARCHIVE, member.name())) {
            TarReader tar = new TarReader(unpacked, MAX_CONTROL_MEMBERS);
            for (TarReader.Member entry = tar.next(); entry != null; entry = tar.next()) {
                if (entry.isFile() && entry.plainPath().equals("control")) {
                    return text(entry, MAX_CONTROL_FILE);
                }
            }
        }
        throw new IOException("no control file in " + member.name());
    }

    private static Contents data(ArReader.Member member, String name, String where) throws IOException {
        List<ArtifactContent> listed = new ArrayList<>();
        ChangelogText changelog = new ChangelogText(name);
        long bytes = 0;
        Compression compression = Compression.bySuffix("data.tar", member.name());
        try (InputStream unpacked = compression.open(member.content(), MAX_DATA_ARCHIVE, member.name())) {
            TarReader tar = new TarReader(unpacked, MAX_DATA_MEMBERS);
            for (TarReader.Member entry = tar.next(); entry != null; entry = tar.next()) {
                String path = entry.plainPath();
                if (path.isEmpty() || path.equals(".")) {
                    continue;
                }
                bytes += path.length();
                if (bytes > MAX_LISTED_BYTES) {
                    throw new IOException("the paths in " + member.name() + " are too long to list");
                }
                listed.add(new ArtifactContent("/" + path, type(entry), entry.isFile() ? entry.size() : 0));
                changelog.offer(entry, path);
            }
        }
        return new Contents(listed, DebianChangelog.parse(changelog.text(), where));
    }

    private static String type(TarReader.Member entry) {
        return switch (entry.type()) {
            case '0' -> "f";
            case '5' -> "d";
            case '2' -> "l";
            default -> "n/a";
        };
    }

    static String text(TarReader.Member entry, int limit) throws IOException {
        if (entry.size() > limit) {
            throw new IOException(entry.plainPath() + " has more than " + limit + " bytes");
        }
        byte[] bytes = entry.content().readAllBytes();
        if (bytes.length < entry.size()) {
            throw new IOException("archive is cut short in " + entry.plainPath());
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static FatbuildrException unreadable(String where, IOException cause) {
        String reason = switch (cause) {
            case EOFException e -> "file is cut short";
            case NoSuchFileException e -> "file does not exist";
            default -> String.valueOf(cause.getMessage());
        };
        return FatbuildrException.invalid("Cannot read " + where + ": " + reason, cause);
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Keeps the Debian changelog when it passes, or else the upstream-named one of native packages. */
    private static final class ChangelogText {
        private final String debian;
        private final String plain;
        private @Nullable String found;
        private boolean best;

        ChangelogText(String name) {
            this.debian = "usr/share/doc/" + name + "/changelog.Debian.gz";
            this.plain = "usr/share/doc/" + name + "/changelog.gz";
        }

        void offer(TarReader.Member entry, String path) throws IOException {
            if (best || !entry.isFile() || !(path.equals(debian) || path.equals(plain))) {
                return;
            }
            try (InputStream unpacked = Compression.GZIP.open(entry.content(), MAX_CHANGELOG, path)) {
                found = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            }
            best = path.equals(debian);
        }

        String text() {
            return found == null ? "" : found;
        }
    }
}
