package fatbuildr.registry.deb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a pax header that matter to a listing. */
final class PaxFields {
    private final Map<String, String> fields = new HashMap<>();

    /** Reads records of the form {@code "<length> <key>=<value>\n"}, the length counting bytes of the whole record. */
    void read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int blank = at;
            int length = 0;
            while (blank < bytes.length && bytes[blank] >= '0' && bytes[blank] <= '9' && length < bytes.length) {
                length = length * 10 + bytes[blank] - '0';
                blank++;
            }
            if (blank == at || blank >= bytes.length || bytes[blank] != ' ' || length > bytes.length - at) {
                throw new IOException("damaged pax header");
            }
            if (length < blank - at + 2) {
                throw new IOException("damaged pax header");
            }
            String entry = new String(bytes, blank + 1, length - (blank - at) - 2, StandardCharsets.UTF_8);
            int equals = entry.indexOf('=');
            if (equals > 0) {
                fields.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
            at += length;
        }
    }

    String path(String otherwise) {
        return fields.getOrDefault("path", otherwise);
    }

    String link(String otherwise) {
        return fields.getOrDefault("linkpath", otherwise);
    }

    long size(long otherwise) throws IOException {
        String size = fields.get("size");
        if (size == null) {
            return otherwise;
        }
        if (!size.matches("[0-9]{1,18}")) {
            throw new IOException("damaged pax header: size");
        }
        return Long.parseLong(size);
    }

    void clear() {
        fields.clear();
    }
}
