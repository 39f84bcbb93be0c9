package fatbuildr.registry.apt;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A newly made shard with its bytes in every form. */
final class PackedShard {
    private final Shard shard;
    private final KeySet keys;
    private final byte[] text;
    private final byte[] gzip;
    private final byte[] zstd;

    private PackedShard(Shard shard, KeySet keys, byte[] text, byte[] gzip, byte[] zstd) {
        this.shard = shard;
        this.keys = keys;
        this.text = text;
        this.gzip = gzip;
        this.zstd = zstd;
    }

    static PackedShard of(List<StanzaText> stanzas, AptSettings settings) {
        StringBuilder joined = new StringBuilder();
        stanzas.forEach(stanza -> joined.append(stanza.text()).append('\n'));
        byte[] text = joined.toString().getBytes(StandardCharsets.UTF_8);
        byte[] gzip = gzip(text, settings.gzipLevel());
        byte[] zstd = Zstd.compress(text, settings.zstdLevel());
        Shard shard = new Shard(text.length, gzip.length, zstd.length, Sha256.of(text));
        return new PackedShard(shard, KeySet.of(stanzas), text, gzip, zstd);
    }

    /** Cuts stanzas into shards of about the configured size; no stanzas make one empty shard. */
    static List<List<StanzaText>> cut(List<StanzaText> stanzas, int size) {
        List<List<StanzaText>> shards = new ArrayList<>();
        List<StanzaText> current = new ArrayList<>();
        long length = 0;
        for (StanzaText stanza : stanzas) {
            if (length >= size) {
                shards.add(current);
                current = new ArrayList<>();
                length = 0;
            }
            current.add(stanza);
            length += stanza.text().length() + 1;
        }
        if (!current.isEmpty() || shards.isEmpty()) {
            shards.add(current);
        }
        return shards;
    }

    Shard shard() {
        return shard;
    }

    KeySet keys() {
        return keys;
    }

    byte[] bytes(Form form) {
        return switch (form) {
            case TEXT -> text;
            case GZIP -> gzip;
            case ZSTD -> zstd;
        };
    }

    private static byte[] gzip(byte[] text, int level) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length / 3 + 64);
        try (OutputStream out = new LevelledGzip(packed, level)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static final class LevelledGzip extends GZIPOutputStream {
        LevelledGzip(OutputStream out, int level) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(level);
        }
    }
}
