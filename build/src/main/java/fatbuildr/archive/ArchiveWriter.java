package fatbuildr.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.error.FatbuildrException;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes {@code .tar.xz} archives that depend on nothing but their content: names sorted, owner 0, times given. The
 * xz program does the compression, on all cores and outside our heap.
 */
public final class ArchiveWriter {
    private final ProcessRunner processes;
    private final ExtractionLimits limits;

    public ArchiveWriter(ProcessRunner processes, ExtractionLimits limits) {
        this.processes = processes;
        this.limits = limits;
    }

    /** Packs a directory's content below {@code top}, every member with the same time. */
    public void pack(Path directory, String top, Instant time, Path target) throws InterruptedException {
        write("pack " + directory, target, out -> {
            try (TarArchiveOutputStream tar = tar(out);
                    Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(ArchiveWriter::byName).toList()) {
                    String below = directory.relativize(path).toString();
                    add(tar, path, below.isEmpty() ? top : top + "/" + below, time);
                }
            }
        });
    }

    /** Makes a {@code .tar.xz} of a zip archive; names, sizes, times, modes and links stay. */
    public void convertZip(Path zip, Path target) throws InterruptedException {
        write("convert archive " + zip.getFileName(), target, out -> {
            Budget budget = new Budget(limits, Files.size(zip));
            try (Members members = Members.open(zip, limits);
                    TarArchiveOutputStream tar = tar(out)) {
                for (Member member = members.next(); member != null; member = members.next()) {
                    budget.entry();
                    add(tar, member, members, budget);
                }
            }
        });
    }

    /** Makes a {@code .tar.xz} of a tar archive with another compression or none; the tar inside stays as it is. */
    public void recompress(Path archive, Path target) throws InterruptedException {
        write("recompress archive " + archive.getFileName(), target, out -> {
            Budget budget = new Budget(limits, Files.size(archive));
            try (InputStream in = new Meter(ArchiveKind.of(archive).decompress(archive, limits))) {
                byte[] buffer = new byte[1 << 16];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    budget.content(archive.getFileName().toString(), 0, count);
                    out.write(buffer, 0, count);
                }
            }
        });
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void write(String action, Path target, Content content) throws InterruptedException {
        try {
            Path temporary = Files.createTempDirectory(FileTree.parent(target), ".pack-");
            try {
                Path tar = temporary.resolve("content.tar");
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16)) {
                    content.write(out);
                }
                processes.capture(Command.of("xz", "-6", "-T0", "--", tar.toString()));
                Files.move(temporary.resolve("content.tar.xz"), target);
            } finally {
                FileTree.delete(temporary);
            }
        } catch (BadArchiveException e) {
            throw FatbuildrException.invalid("Cannot " + action + ": " + e.getMessage(), e);
        } catch (ClosedByInterruptException e) {
            throw ArchiveExtractor.cancelled(e);
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot " + action + ": " + FileTree.reason(e), e);
        }
    }

    /** Byte order of the names, with a directory before what is in it. */
    private static int byName(Path one, Path other) {
        return one.compareTo(other);
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private static void add(TarArchiveOutputStream tar, Path path, String name, Instant time) throws IOException {
        if (Files.isSymbolicLink(path)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(path).toString());
            put(tar, entry, 0777, time);
        } else if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
            put(tar, new TarArchiveEntry(name + "/"), 0755, time);
        } else if (Files.isRegularFile(path, NOFOLLOW_LINKS)) {
            boolean executable = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(path));
            put(tar, entry, executable ? 0755 : 0644, time);
            Files.copy(path, tar);
        } else {
            throw new BadArchiveException("\"" + MemberName.printable(name) + "\" is a special file");
        }
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, Member member, Members members, Budget budget)
            throws IOException {
        MemberName.parse(member.name());
        if (member.kind() == Member.Kind.SYMBOLIC_LINK) {
            TarArchiveEntry entry = new TarArchiveEntry(member.name(), TarConstants.LF_SYMLINK);
            entry.setLinkName(member.link());
            put(tar, entry, 0777, member.modified());
        } else if (member.kind() == Member.Kind.DIRECTORY) {
            put(tar, new TarArchiveEntry(member.name()), member.mode(), member.modified());
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(member.name());
            entry.setSize(member.size());
            budget.content(member.name(), member.size(), member.size());
            put(tar, entry, member.mode(), member.modified());
            try (InputStream content = members.content()) {
                content.transferTo(tar);
            }
        }
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, Instant time)
            throws IOException {
        entry.setMode(mode & 0777);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(FileTime.from(time));
        tar.putArchiveEntry(entry);
    }
}
