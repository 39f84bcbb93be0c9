package fatbuildr.registry.apt;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.DebVersion;
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
    private static final String HEAD = "shards 1";
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
        String name = shard.first().name().isEmpty() ? "-" : shard.first().name();
        text.append("shard ").append(name);
        text.append(' ').append(shard.first().version());
        text.append(' ').append(shard.stanzas() == 0 ? "-" : shard.first().architecture());
        text.append(' ').append(shard.stanzas());
        text.append(' ').append(shard.textLength());
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
        } catch (FatbuildrException | IndexOutOfBoundsException | NumberFormatException e) {
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
        int stanzas = Integer.parseInt(words.get(4));
        SortKey first =
                stanzas == 0 ? SortKey.FIRST : new SortKey(words.get(1), DebVersion.parse(words.get(2)), words.get(3));
        return new Shard(
                first,
                stanzas,
                Long.parseLong(words.get(5)),
                Long.parseLong(words.get(6)),
                Long.parseLong(words.get(7)),
                words.get(8));
    }
}
