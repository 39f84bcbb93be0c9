package fatbuildr.registry.apt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the shards of an index beyond their sizes. Kept in memory only; read again after a restart.
 *
 * @param after the running checksum after each shard
 * @param keys of each shard
 */
record Marks(Map<Form, List<Sha256>> after, List<KeySet> keys) {

    Marks {
        after = Map.copyOf(new EnumMap<>(after));
        keys = List.copyOf(keys);
    }

    List<Sha256> of(Form form) {
        return after.getOrDefault(form, List.of());
    }

    /** Reads the live files, and so proves that they are what the publication says. */
    static List<Sha256> read(Index index, Form form, ShardTexts texts, Path file) throws IOException {
        List<Sha256> marks = new ArrayList<>();
        Sha256 running = Sha256.start();
        if (form == Form.TEXT) {
            for (Shard shard : index.shards()) {
                byte[] text = texts.bytes(shard);
                running.update(text, text.length);
                marks.add(running.copy());
            }
        } else {
            byte[] buffer = new byte[64 * 1024];
            try (InputStream in = Files.newInputStream(file)) {
                for (Shard shard : index.shards()) {
                    add(in, shard.length(form), buffer, running);
                    marks.add(running.copy());
                }
            }
        }
        if (!running.hex().equals(index.file(form).sha256())) {
            throw new DamagedStateException("live index " + index.name().directory() + " is damaged");
        }
        return marks;
    }

    /** Adds the next bytes of a live file to the checksum. */
    static void add(InputStream in, long length, byte[] buffer, Sha256 running) throws IOException {
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new DamagedStateException("live index file is cut short");
            }
            running.update(buffer, count);
            left -= count;
        }
    }
}
