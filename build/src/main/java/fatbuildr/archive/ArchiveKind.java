package fatbuildr.archive;

import com.github.luben.zstd.ZstdInputStream;
import fatbuildr.error.FatbuildrException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The archives we read, told apart by their first bytes. */
public enum ArchiveKind {
    TAR("tar"),
    TAR_GZIP("tar.gz"),
    TAR_BZIP2("tar.bz2"),
    TAR_XZ("tar.xz"),
    TAR_ZSTD("tar.zst"),
    TAR_LZMA("tar.lzma"),
    ZIP("zip");

    private static final int TAR_HEADER = 512;
    private static final int LARGEST_ZSTD_WINDOW_LOG = 27;

    private final String suffix;

    ArchiveKind(String suffix) {
        this.suffix = suffix;
    }

    /** The usual suffix, without leading dot. */
    public String suffix() {
        return suffix;
    }

    /** Tells what a file is by its content, whatever its name. */
    public static ArchiveKind detect(Path file) {
        try {
            return of(file);
        } catch (BadArchiveException e) {
            throw FatbuildrException.invalid("Archive " + file.getFileName() + " is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FatbuildrException.external("Cannot read archive " + file + ": " + e.getMessage(), e);
        }
    }

    static ArchiveKind of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = new FileInputStream(file.toFile())) {
            start = in.readNBytes(TAR_HEADER);
        }
        if (begins(start, 0x1f, 0x8b)) {
            return TAR_GZIP;
        } else if (begins(start, 'B', 'Z', 'h')) {
            return TAR_BZIP2;
        } else if (begins(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return TAR_XZ;
        } else if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) {
            return TAR_ZSTD;
        } else if (begins(start, 0x5d, 0, 0)) {
            return TAR_LZMA;
        } else if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            return ZIP;
        } else if (isTar(start)) {
            return TAR;
        }
        throw new BadArchiveException("it is neither a tar (plain, gzip, bzip2, xz, zstd, lzma) nor a zip archive");
    }

    private static boolean isTar(byte[] start) {
        return start.length == TAR_HEADER
                && (TarArchiveInputStream.matches(start, start.length) || checksumFits(start) || allZero(start));
    }

    private static boolean allZero(byte[] start) {
        return Arrays.equals(start, new byte[TAR_HEADER]);
    }

    /** Archives older than the ustar magic have only their header checksum to be known by. */
    private static boolean checksumFits(byte[] header) {
        int sum = 0;
        for (int i = 0; i < TAR_HEADER; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        String stored = new String(header, 148, 8, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return stored.matches("[0-7]{1,7}") && Integer.parseInt(stored, 8) == sum;
    }

    private static boolean begins(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** The tar inside, decompressed; not for zip. */
    InputStream decompress(Path file, ExtractionLimits limits) throws IOException {
        InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
        try {
            return new BufferedInputStream(decoder(in, limits), 1 << 16);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw Members.damaged(e);
        }
    }

    private InputStream decoder(InputStream in, ExtractionLimits limits) throws IOException {
        return switch (this) {
            case TAR -> in;
            case TAR_GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
            case TAR_BZIP2 -> new BZip2CompressorInputStream(in, true);
            case TAR_XZ -> new XZInputStream(in, limits.decoderMemory() / 1024);
            case TAR_ZSTD -> {
                ZstdInputStream zstd = new ZstdInputStream(in);
                zstd.setLongMax(LARGEST_ZSTD_WINDOW_LOG);
                yield zstd;
            }
            case TAR_LZMA -> new LZMAInputStream(in, limits.decoderMemory() / 1024);
            case ZIP -> throw new IllegalStateException("A zip is not a compressed tar");
        };
    }
}
