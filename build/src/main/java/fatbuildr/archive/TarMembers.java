package fatbuildr.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Members of a tar stream. */
final class TarMembers implements Members {
    /** After the end mark tar pads to its record size; more than this is not looked at. */
    private static final int LONGEST_PADDING = 1 << 20;

    private final Meter meter;
    private final TarArchiveInputStream tar;
    private final ExtractionLimits limits;
    private boolean started;

    TarMembers(InputStream in, ExtractionLimits limits) {
        this.meter = new Meter(in);
        this.limits = limits;
        this.tar = new TarArchiveInputStream(meter, StandardCharsets.UTF_8.name());
    }

    @Override
    public @Nullable Member next() throws IOException {
        try {
            // Headers (long names, extended headers) are kept in memory, so what they may take is bounded; what is
            // left of the present member must not count for it.
            if (started && drain(tar, limits.metadataBytes())) {
                throw new BadArchiveException("a member that is no file has content");
            }
            started = true;
            meter.allow(limits.metadataBytes() / 4, "the headers of a member are too large");
            TarArchiveEntry entry = tar.getNextEntry();
            meter.allowAll();
            if (entry == null) {
                // Reading to the end lets the decompressor verify its checksums.
                drain(meter, LONGEST_PADDING);
                return null;
            }
            return member(entry);
        } catch (IOException | RuntimeException e) {
            throw Members.damaged(e);
        }
    }

    /** Reads to the end, or just over the limit: answers whether it was reached. */
    private static boolean drain(InputStream in, long limit) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
            if (total > limit) {
                return true;
            }
        }
        return false;
    }

    private static Member member(TarArchiveEntry entry) throws BadArchiveException {
        Member.Kind kind = kind(entry);
        String link = switch (kind) {
            case SYMBOLIC_LINK, HARD_LINK -> entry.getLinkName();
            case FILE, DIRECTORY -> "";
        };
        long size = entry.isSparse() ? entry.getRealSize() : entry.getSize();
        Instant modified = entry.getLastModifiedTime().toInstant();
        return new Member(entry.getName(), kind, entry.getMode() & 07777, modified, size, link);
    }

    private static Member.Kind kind(TarArchiveEntry entry) throws BadArchiveException {
        if (entry.isSymbolicLink()) {
            return Member.Kind.SYMBOLIC_LINK;
        } else if (entry.isLink()) {
            return Member.Kind.HARD_LINK;
        } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
            throw BadArchiveException.member(entry.getName(), "is a device");
        } else if (entry.isFIFO()) {
            throw BadArchiveException.member(entry.getName(), "is a named pipe");
        } else if (entry.isDirectory()) {
            return Member.Kind.DIRECTORY;
        }
        byte flag = entry.getLinkFlag();
        if (flag == '0' || flag == 0 || flag == '7' || entry.isSparse()) {
            return Member.Kind.FILE;
        }
        throw BadArchiveException.member(entry.getName(), "is of the unknown type '" + (char) flag + "'");
    }

    /** Closing it must not close the archive. */
    @Override
    public InputStream content() {
        return new Meter(new FilterInputStream(tar) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return tar.read(buffer, offset, length);
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
