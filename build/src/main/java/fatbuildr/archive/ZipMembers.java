package fatbuildr.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Members of a zip archive, by its central directory. */
final class ZipMembers implements Members {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LONGEST_LINK = 16_384;

    private final ZipFile zip;
    private final Enumeration<ZipArchiveEntry> entries;
    private @Nullable ZipArchiveEntry present;

    ZipMembers(Path archive, ExtractionLimits limits) throws IOException {
        MeteredChannel channel = new MeteredChannel(Files.newByteChannel(archive), limits.metadataBytes());
        try {
            zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.UTF_8)
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw Members.damaged(e);
        }
        channel.allowAll();
        entries = zip.getEntries();
    }

    @Override
    public @Nullable Member next() throws IOException {
        if (!entries.hasMoreElements()) {
            present = null;
            return null;
        }
        ZipArchiveEntry entry = entries.nextElement();
        present = entry;
        try {
            if (!zip.canReadEntryData(entry)) {
                throw BadArchiveException.member(entry.getName(), "is encrypted or compressed in an unknown way");
            }
            return member(entry);
        } catch (IOException | RuntimeException e) {
            throw Members.damaged(e);
        }
    }

    private Member member(ZipArchiveEntry entry) throws IOException {
        String name = entry.getName();
        int mode = entry.getUnixMode();
        Instant modified = entry.getLastModifiedTime() == null
                ? Instant.EPOCH
                : entry.getLastModifiedTime().toInstant();
        if (entry.isUnixSymlink()) {
            try (InputStream in = content()) {
                String target = new String(in.readNBytes(LONGEST_LINK), StandardCharsets.UTF_8);
                return new Member(name, Member.Kind.SYMBOLIC_LINK, 0777, modified, 0, target);
            }
        }
        if (entry.isDirectory()) {
            return new Member(name, Member.Kind.DIRECTORY, mode == 0 ? 0755 : mode & 07777, modified, 0, "");
        }
        int type = mode & TYPE;
        if (type != 0 && type != REGULAR && type != DIRECTORY) {
            throw BadArchiveException.member(name, "is a device or another special file");
        }
        return new Member(name, Member.Kind.FILE, mode == 0 ? 0644 : mode & 07777, modified, entry.getSize(), "");
    }

    @Override
    public InputStream content() throws IOException {
        ZipArchiveEntry entry = present;
        if (entry == null) {
            throw new IllegalStateException("No present member");
        }
        try {
            InputStream in = zip.getInputStream(entry);
            return new Meter(new CrcCheck(in, entry));
        } catch (IOException | RuntimeException e) {
            throw Members.damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The library does not compare the checksum. */
    private static final class CrcCheck extends CheckedInputStream {
        private final ZipArchiveEntry entry;

        CrcCheck(InputStream in, ZipArchiveEntry entry) {
            super(in, new CRC32());
            this.entry = entry;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0 && getChecksum().getValue() != entry.getCrc()) {
                throw BadArchiveException.member(entry.getName(), "does not fit its checksum");
            }
            return count;
        }
    }

    /** The central directory is kept in memory whole, so what is read while opening is bounded. */
    private static final class MeteredChannel implements SeekableByteChannel {
        private final SeekableByteChannel channel;
        private long allowance;

        MeteredChannel(SeekableByteChannel channel, long allowance) {
            this.channel = channel;
            this.allowance = allowance;
        }

        void allowAll() {
            allowance = Long.MAX_VALUE;
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            int count = channel.read(buffer);
            allowance -= Math.max(count, 0);
            if (allowance < 0) {
                throw new BadArchiveException("its directory of members is too large");
            }
            return count;
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            return channel.write(buffer);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
