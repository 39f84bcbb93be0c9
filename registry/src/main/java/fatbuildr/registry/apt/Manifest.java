package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The file that says of which shards the indexes of a publication consist; its last line is its checksum.
 *
 * @param revision the caller's name for the contents
 */
record Manifest(String revision, Map<IndexName, Index> indexes) {
    private static final String HEAD = "shards 2";
    private static final String REVISION = "revision ";
    private static final Pattern BLANK = Pattern.compile(" ");

    byte[] bytes() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append(REVISION).append(revision).append('\n');
        for (Index index : indexes.values()) {
            text.append("index ").append(index.name().component());
            text.append(' ').append(index.name().architecture());
            for (Form form : Form.values()) {
                text.append(' ').append(index.file(form).size());
                text.append(' ').append(index.file(form).sha256());
            }
            text.append('\n');
            index.shards().forEach(shard -> shard(shard, text));
        }
        String sum = Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
        return text.append("end ").append(sum).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void shard(Shard shard, StringBuilder text) {
        text.append("shard ").append(shard.textLength());
        text.append(' ').append(shard.gzipLength());
        text.append(' ').append(shard.zstdLength());
        text.append(' ').append(shard.sha256()).append('\n');
    }

    static Manifest read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DamagedStateException("list of shards is missing", e);
        }
        int end = text.lastIndexOf("\nend ") + 1;
        String sum = Sha256.of(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!text.startsWith(HEAD + "\n") || !text.substring(end).equals("end " + sum + "\n")) {
            throw new DamagedStateException("list of shards is damaged");
        }
        try {
            List<String> lines = text.substring(0, end).lines().toList();
            return new Manifest(lines.get(1).substring(REVISION.length()), parse(lines.subList(2, lines.size())));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new DamagedStateException("list of shards is damaged", e);
        }
    }

    private static Map<IndexName, Index> parse(List<String> lines) {
        Map<IndexName, Index> indexes = new LinkedHashMap<>();
        int at = 0;
        while (at < lines.size()) {
            List<String> words = BLANK.splitAsStream(lines.get(at++)).toList();
            IndexName name = new IndexName(words.get(1), words.get(2));
            Map<Form, Index.FileHash> files = new EnumMap<>(Form.class);
            int column = 3;
            for (Form form : Form.values()) {
                files.put(form, new Index.FileHash(Long.parseLong(words.get(column)), words.get(column + 1)));
                column += 2;
            }
            List<Shard> shards = new ArrayList<>();
            while (at < lines.size() && lines.get(at).startsWith("shard ")) {
                shards.add(shard(BLANK.splitAsStream(lines.get(at++)).toList()));
            }
            indexes.put(name, new Index(name, shards, files));
        }
        return indexes;
    }

    private static Shard shard(List<String> words) {
        return new Shard(
                Long.parseLong(words.get(1)), Long.parseLong(words.get(2)), Long.parseLong(words.get(3)), words.get(4));
    }
}
