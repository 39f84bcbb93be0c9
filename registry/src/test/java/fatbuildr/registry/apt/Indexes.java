package fatbuildr.registry.apt;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The unpacked indexes of the live publication. */
final class Indexes {
    private Indexes() {}

    /** The text of every index, each preceded by its path; both compressions must agree. */
    static List<String> texts(Path root) {
        Path suite = root.resolve("dists/bookworm");
        List<String> texts = new ArrayList<>();
        for (IndexName name : Fixture.SUITE.indexes()) {
            Path index = suite.resolve(name.directory());
            String gzip = text(index.resolve(name.file() + ".gz"));
            if (!gzip.equals(text(index.resolve(name.file() + ".zst")))) {
                throw new AssertionError("compressions of " + index + " differ");
            }
            texts.add(name.directory() + "\n" + gzip);
        }
        return texts;
    }

    private static String text(Path file) {
        try (InputStream in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : new ZstdInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
