package fatbuildr.cli.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import fatbuildr.cli.client.Failure;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar stream that depends on the files alone: owner root, modes 0755 or 0644, times in whole seconds. */
final class TarFile implements Closeable {
    private final TarArchiveOutputStream tar;

    TarFile(OutputStream out) {
        tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void add(Path file, String name) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
            put(entry, 0777, attributes);
        } else if (attributes.isDirectory()) {
            put(new TarArchiveEntry(name + "/"), 0755, attributes);
        } else if (attributes.isRegularFile()) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(attributes.size());
            put(entry, attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE) ? 0755 : 0644, attributes);
            content(file, attributes.size());
        } else {
            throw Failure.runtime(file + " is neither a file, a directory nor a link and cannot be sent");
        }
        tar.closeArchiveEntry();
    }

    private void put(TarArchiveEntry entry, int mode, PosixFileAttributes attributes) throws IOException {
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(
                FileTime.from(Math.max(0, attributes.lastModifiedTime().to(TimeUnit.SECONDS)), TimeUnit.SECONDS));
        tar.putArchiveEntry(entry);
    }

    /** Exactly the bytes announced, also when somebody writes to the file meanwhile. */
    private void content(Path file, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[65536];
            long left = size;
            while (left > 0) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (count < 0) {
                    throw new EOFException(file + " shrinks while it is read");
                }
                tar.write(piece, 0, count);
                left -= count;
            }
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
