package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The texts of the shards of one index, in files named by their checksum. */
record ShardTexts(Path directory, boolean source) {

    byte[] bytes(Shard shard) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(directory.resolve(shard.sha256()));
        } catch (IOException e) {
            throw new DamagedStateException("text of a shard is missing", e);
        }
        if (text.length != shard.textLength()) {
            throw new DamagedStateException("text of a shard is cut short");
        }
        return text;
    }

    List<StanzaText> stanzas(Shard shard) throws IOException {
        byte[] text = bytes(shard);
        if (!Sha256.of(text).equals(shard.sha256())) {
            throw new DamagedStateException("text of a shard is damaged");
        }
        List<StanzaText> stanzas = new ArrayList<>();
        String all = new String(text, StandardCharsets.UTF_8);
        int from = 0;
        for (int end = all.indexOf("\n\n"); end >= 0; end = all.indexOf("\n\n", from)) {
            String stanza = all.substring(from, end + 1);
            stanzas.add(new StanzaText(StanzaText.stanzaKey(stanza, source), stanza));
            from = end + 2;
        }
        return stanzas;
    }
}
