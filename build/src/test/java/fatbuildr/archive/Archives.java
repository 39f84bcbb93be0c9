package fatbuildr.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Archives for tests, honest and hostile. */
public final class Archives {
    private Archives() {}

    /** A tar in the making; names are written as they are given. */
    public static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

        public Tar() {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        }

        public Tar file(String name, String content) {
            return file(name, content, 0644);
        }

        public Tar file(String name, String content, int mode) {
            byte[] data = content.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(data.length);
            return put(entry, mode, data);
        }

        public Tar directory(String name, int mode) {
            return put(new TarArchiveEntry(name.endsWith("/") ? name : name + "/", true), mode, new byte[0]);
        }

        public Tar directory(String name) {
            return directory(name, 0755);
        }

        public Tar symlink(String name, String target) {
            return link(name, target, TarConstants.LF_SYMLINK);
        }

        public Tar hardLink(String name, String target) {
            return link(name, target, TarConstants.LF_LINK);
        }

        public Tar special(String name, byte type) {
            return put(named(name, type), 0644, new byte[0]);
        }

        /** A header that announces a name of that length. */
        public Tar longName(int length) {
            TarArchiveEntry entry = named("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(length);
            return put(entry, 0644, new byte[length]);
        }

        /** A file of zeros. */
        public Tar zeros(String name, long size) {
            try {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                entry.setSize(size);
                tar.putArchiveEntry(entry);
                Archives.zeros(tar, size);
                tar.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private Tar link(String name, String target, byte type) {
            TarArchiveEntry entry = named(name, type);
            entry.setLinkName(target);
            return put(entry, 0777, new byte[0]);
        }

        private static TarArchiveEntry named(String name, byte type) {
            return new TarArchiveEntry(name, type, true);
        }

        private Tar put(TarArchiveEntry entry, int mode, byte[] data) {
            try {
                entry.setMode(mode);
                entry.setModTime(1_700_000_000_000L);
                tar.putArchiveEntry(entry);
                tar.write(data);
                tar.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        public byte[] bytes() {
            try {
                tar.finish();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        public Path write(Path file) throws IOException {
            return compressed(bytes(), file);
        }
    }

    /** Writes a tar with the compression the file's name asks for. */
    public static Path compressed(byte[] tar, Path file) throws IOException {
        try (OutputStream out = compressor(Files.newOutputStream(file), file.toString())) {
            out.write(tar);
        }
        return file;
    }

    static OutputStream compressor(OutputStream out, String name) throws IOException {
        if (name.endsWith("gz")) {
            return new GzipCompressorOutputStream(out);
        } else if (name.endsWith("bz2")) {
            return new BZip2CompressorOutputStream(out);
        } else if (name.endsWith("xz")) {
            return new XZOutputStream(out, new LZMA2Options(0));
        } else if (name.endsWith("lzma")) {
            return lzma(out);
        } else if (name.endsWith("zst")) {
            return new ZstdOutputStream(out);
        }
        return out;
    }

    /** Its own stream refuses to be flushed. */
    private static OutputStream lzma(OutputStream file) throws IOException {
        return new FilterOutputStream(new LZMAOutputStream(file, new LZMA2Options(0), -1)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    static void zeros(OutputStream out, long size) throws IOException {
        byte[] block = new byte[1 << 16];
        for (long left = size; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    public static Path zip(Path file, Consumer<Zip> content) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            content.accept(new Zip(out));
        }
        return file;
    }

    /** A zip in the making. */
    public record Zip(ZipArchiveOutputStream out) {
        public Zip file(String name, String content, int mode) {
            return put(name, mode, content.getBytes(StandardCharsets.UTF_8));
        }

        public Zip put(String name, int mode, byte[] content) {
            try {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                if (mode != 0) {
                    entry.setUnixMode(mode);
                }
                entry.setTime(1_700_000_000_000L);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        public Zip symlink(String name, String target) {
            return put(name, 0120777, target.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All below a directory as sorted lines {@code kind mode path content}. */
    public static String listing(Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted().skip(1).toList()) {
                String name = root.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    text.append("l ").append(name).append(" -> ").append(Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    text.append("d ").append(mode(path)).append(' ').append(name);
                } else {
                    text.append("f ")
                            .append(mode(path))
                            .append(' ')
                            .append(name)
                            .append(' ');
                    text.append(Files.readString(path, StandardCharsets.ISO_8859_1));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String mode(Path path) throws IOException {
        return Integer.toOctalString((int) Files.getAttribute(path, "unix:mode") & 07777);
    }

    static byte[] read(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    static byte[] corrupted(byte[] data, int at, int value) {
        byte[] copy = Arrays.copyOf(data, data.length);
        copy[at] = (byte) value;
        return copy;
    }
}
