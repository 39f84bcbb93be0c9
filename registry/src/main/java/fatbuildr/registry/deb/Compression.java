package fatbuildr.registry.deb;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/** The compressions found inside Debian packages, all bounded in output and memory. */
enum Compression {
    NONE(""),
    GZIP(".gz"),
    XZ(".xz"),
    ZSTD(".zst"),
    BZIP2(".bz2");

    /** As much as {@code xz -9} needs to decompress, in KiB. */
    private static final int XZ_MEMORY = 80 * 1024;
    /** Window of 128 MiB, what {@code zstd -d} takes without a switch. */
    private static final int ZSTD_WINDOW_LOG = 27;
    /** Dictionaries of 8 MiB are the default: without reuse, reading thousands of packages is mostly clearing them. */
    private static final ArrayCache ARRAYS = BasicArrayCache.getInstance();

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** By the suffix that follows {@code stem} in a file name. */
    static Compression bySuffix(String stem, String name) throws IOException {
        for (Compression compression : values()) {
            if (name.equals(stem + compression.suffix)) {
                return compression;
            }
        }
        throw new IOException("unknown compression of " + name);
    }

    /**
     * The unpacked stream; fails once it has given more than {@code limit} bytes.
     *
     * @param what for messages
     */
    @SuppressWarnings("resource") // the bound closes the stream it wraps
    InputStream open(InputStream in, long limit, String what) throws IOException {
        InputStream unpacked = switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, 8192);
            case XZ -> new XZInputStream(in, XZ_MEMORY, true, ARRAYS);
            case ZSTD -> new ZstdInputStream(in, RecyclingBufferPool.INSTANCE).setLongMax(ZSTD_WINDOW_LOG);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
        };
        return BoundedInputStream.limited(unpacked, limit, what);
    }
}
