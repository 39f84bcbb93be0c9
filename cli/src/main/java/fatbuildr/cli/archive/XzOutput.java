package fatbuildr.cli.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compression to a {@code .xz} file: of much by the xz program on all cores, of little in-process. */
final class XzOutput {
    private static final long MUCH = 4 << 20;

    private XzOutput() {}

    /** @param size about how many bytes are to come */
    static OutputStream open(Path target, long size) throws IOException {
        if (size > MUCH) {
            try {
                return program(target);
            } catch (IOException absent) {
                return inProcess(target, MUCH);
            }
        }
        return inProcess(target, size);
    }

    /** The dictionary fits the content: memory and start-up time follow it. */
    static OutputStream inProcess(Path target, long size) throws IOException {
        LZMA2Options options = new LZMA2Options();
        options.setDictSize((int) Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(size, MUCH)));
        return new BufferedOutputStream(new XZOutputStream(Files.newOutputStream(target), options), 1 << 16);
    }

    private static OutputStream program(Path target) throws IOException {
        Process xz = new ProcessBuilder("xz", "-6", "-T0", "-c")
                .redirectOutput(target.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new FilterOutputStream(new BufferedOutputStream(xz.getOutputStream(), 1 << 16)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                try {
                    super.close();
                    int code = xz.waitFor();
                    if (code != 0) {
                        throw new IOException("xz failed with exit code " + code);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                } finally {
                    xz.destroy();
                }
            }
        };
    }
}
