package fatbuildr.registry.apt;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One index of a publication: its shards and the files they make.
 *
 * @param shards never empty: an index without packages has one shard without stanzas
 */
record Index(IndexName name, List<Shard> shards, Map<Form, FileHash> files) {

    /** Size and checksum of one form. */
    record FileHash(long size, String sha256) {}

    Index {
        shards = List.copyOf(shards);
        files = Map.copyOf(new EnumMap<>(files));
    }

    FileHash file(Form form) {
        FileHash hash = files.get(form);
        if (hash == null) {
            throw new IllegalStateException("no " + form + " of " + name);
        }
        return hash;
    }

    /** Where the part of a shard begins in a form. */
    long offset(Form form, int shard) {
        long offset = 0;
        for (int i = 0; i < shard; i++) {
            offset += shards.get(i).length(form);
        }
        return offset;
    }
}
