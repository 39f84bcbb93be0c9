package fatbuildr.cache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The latest values, up to a number of them, each for a time that no change of the clock makes longer. For many threads;
 * of those that miss the same value at once each finds it out for itself.
 */
public final class ExpiringCache<K, V> {
    private final int most;
    private final Duration lifetime;
    private final LongSupplier nanos;
    private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>();

    /** @param lifetime of values that are put without another one */
    public ExpiringCache(int most, Duration lifetime) {
        this(most, lifetime, System::nanoTime);
    }

    /** @param nanos the time that passes, as {@link System#nanoTime} tells it */
    public ExpiringCache(int most, Duration lifetime, LongSupplier nanos) {
        this.most = most;
        this.lifetime = lifetime;
        this.nanos = nanos;
    }

    private record Entry<V>(V value, long since, long lifetime) {}

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> nanos.getAsLong() - entry.since() < entry.lifetime())
                .map(Entry::value);
    }

    public void put(K key, V value) {
        put(key, value, lifetime);
    }

    /** In place of what the key had, and, when there are too many, of the value put first. */
    public synchronized void put(K key, V value, Duration ownLifetime) {
        entries.remove(key);
        if (entries.size() >= most) {
            entries.pollFirstEntry();
        }
        entries.put(key, new Entry<>(value, nanos.getAsLong(), ownLifetime.toNanos()));
    }
}
