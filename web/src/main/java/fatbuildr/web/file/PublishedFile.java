package fatbuildr.web.file;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A file opened once: its size, its validators and its bytes belong together, whatever is published meanwhile.
 *
 * @param name base name of the path it was asked by
 */
public record PublishedFile(String name, FileChannel channel, long size, Validators validators)
        implements AutoCloseable {
    static final String PACKED = ".gz";

    private static final int ATTEMPTS = 5;

    /**
     * Opens the file.
     *
     * @param file without symbolic links
     * @param switched when the newest of the links that led here was made
     */
    static PublishedFile open(Path file, String name, Instant switched, Clock clock) throws IOException {
        for (int attempt = 1; ; attempt++) {
            BasicFileAttributes before = attributes(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try {
                BasicFileAttributes after = attributes(file);
                if (sameState(before, after) && channel.size() == after.size()) {
                    Instant changed = after.lastModifiedTime().toInstant();
                    Instant modified = changed.isAfter(switched) ? changed : switched;
                    return new PublishedFile(
                            name, channel, after.size(), Validators.of(etag(after), modified, clock.instant()));
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException("the file changes while it is opened: " + name);
                }
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
            channel.close();
        }
    }

    String unpackedName() {
        return name.substring(0, name.length() - PACKED.length());
    }

    /** What this file of gzip holds, as a file of its own that is gone once closed. */
    PublishedFile unpacked() throws IOException {
        Path copy = Files.createTempFile("fatbuildr-unpacked", null);
        FileChannel unpacked = FileChannel.open(
                copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            new GZIPInputStream(Channels.newInputStream(channel)).transferTo(Channels.newOutputStream(unpacked));
            return new PublishedFile(unpackedName(), unpacked, unpacked.size(), validators.ofUnpacked());
        } catch (IOException failure) {
            unpacked.close();
            throw failure;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean sameState(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey())
                && one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime());
    }

    private static String etag(BasicFileAttributes attributes) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        return "\"%x-%x%08x-%x\""
                .formatted(
                        Objects.hashCode(attributes.fileKey()),
                        changed.getEpochSecond(),
                        changed.getNano(),
                        attributes.size());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
