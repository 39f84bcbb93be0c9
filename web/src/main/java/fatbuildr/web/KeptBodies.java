package fatbuildr.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of answers about the registry that take long to make, each kept until something else is published; of too many
 * the least wanted go. Who asks for one that another request makes already waits for it.
 */
final class KeptBodies {
    /** What an entry takes besides its body, generously. */
    private static final long ENTRY_BYTES = 4096L;

    private final long mostBytes;
    private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    KeptBodies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * A body just made.
     *
     * @param unchanged whether what it was made of, besides the registry, is still the same
     */
    record Made(String text, BooleanSupplier unchanged) {}

    /** What clients get. */
    static final class Body {
        private final byte[] bytes;
        private final String etag;

        Body(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            etag = KeptBodies.etag(bytes);
        }

        int length() {
            return bytes.length;
        }

        /** Strong: other bytes have another one. */
        String etag() {
            return etag;
        }

        void writeTo(OutputStream output) throws IOException {
            output.write(bytes);
        }
    }

    /**
     * Gives the kept body or makes it.
     *
     * @param key of all that the body depends on, but for the registry
     * @param generation of the registry, asked for by this request
     */
    Body get(Object key, long generation, Supplier<Made> maker) {
        Entry known = find(key);
        if (known != null && known.generation == generation && known.isUnchanged()) {
            return known.body(maker);
        }
        Entry fresh = replace(key, known, new Entry(generation));
        try {
            Body body = fresh.body(maker);
            weigh(key, fresh);
            return body;
        } catch (RuntimeException | Error failure) {
            remove(key, fresh);
            throw failure;
        }
    }

    private synchronized @Nullable Entry find(Object key) {
        return entries.get(key);
    }

    /** Of several requests that find the same entry useless, one replaces it and the others take the new one. */
    private synchronized Entry replace(Object key, @Nullable Entry known, Entry fresh) {
        Entry present = entries.get(key);
        if (present != known && present != null && present.generation == fresh.generation) {
            return present;
        }
        if (present != null) {
            bytes -= present.weight;
        }
        entries.put(key, fresh);
        return fresh;
    }

    private synchronized void weigh(Object key, Entry entry) {
        if (entry.weight > 0 || entries.get(key) != entry) {
            return;
        }
        entry.weight = entry.size();
        bytes += entry.weight;
        for (Iterator<Entry> eldest = entries.values().iterator(); bytes > mostBytes && eldest.hasNext(); ) {
            bytes -= eldest.next().weight;
            eldest.remove();
        }
    }

    private synchronized void remove(Object key, Entry entry) {
        if (entries.remove(key, entry)) {
            bytes -= entry.weight;
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    /** A body that is there or in the making. */
    private static final class Entry {
        private final long generation;
        /** Belongs to the lock of the collection; 0 until the body is made. */
        private long weight;

        private @Nullable Body body;
        private BooleanSupplier unchanged = () -> true;

        Entry(long generation) {
            this.generation = generation;
        }

        synchronized Body body(Supplier<Made> maker) {
            if (body == null) {
                Made made = maker.get();
                unchanged = made.unchanged();
                body = new Body(made.text());
            }
            return body;
        }

        synchronized boolean isUnchanged() {
            return unchanged.getAsBoolean();
        }

        synchronized long size() {
            return ENTRY_BYTES + (body == null ? 0 : body.length());
        }
    }

    private static String etag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
