package fatbuildr.registry.apt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file operations of publishing, each durable or undone; a place to make any one of them fail. */
class Disk {

    /** Called before every operation, and in the middle of writing. */
    void before(String operation, Path path) throws IOException {
        // nothing to do: tests interrupt here
    }

    void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            before("mkdir", directory);
            Files.createDirectories(directory);
        }
    }

    /** A new file, on the disk when this returns. */
    void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = create(file)) {
            int half = content.length / 2;
            write(channel, content, 0, half);
            before("write", file);
            write(channel, content, half, content.length - half);
            sync(channel, file);
        }
    }

    FileChannel create(Path file) throws IOException {
        before("create", file);
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void sync(FileChannel channel, Path file) throws IOException {
        before("fsync", file);
        channel.force(true);
    }

    static void write(FileChannel channel, byte[] bytes, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void syncDirectory(Path directory) throws IOException {
        before("fsync", directory);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void rename(Path from, Path to) throws IOException {
        before("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A further name for a file; one that is there already is replaced. */
    void link(Path existing, Path link) throws IOException {
        before("link", link);
        try {
            Files.createLink(link, existing);
        } catch (FileAlreadyExistsException e) {
            Files.delete(link);
            Files.createLink(link, existing);
        }
    }

    void symbolicLink(Path link, Path target) throws IOException {
        before("symlink", link);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    void setTime(Path file, FileTime time) throws IOException {
        before("touch", file);
        Files.setLastModifiedTime(file, time);
    }

    void delete(Path file) throws IOException {
        before("delete", file);
        Files.deleteIfExists(file);
    }

    /** A directory and what is in it; links are not followed. */
    void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path child : children(directory)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                deleteTree(child);
            } else {
                delete(child);
            }
        }
        try {
            delete(directory);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("directory " + directory + " is in use", e);
        }
    }

    static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static Optional<Path> linkTarget(Path link) throws IOException {
        return Files.isSymbolicLink(link) ? Optional.of(Files.readSymbolicLink(link)) : Optional.empty();
    }
}
