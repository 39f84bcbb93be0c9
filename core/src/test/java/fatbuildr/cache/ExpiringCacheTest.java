package fatbuildr.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
    /** Where the JVM's count of nanoseconds may overflow, too. */
    private long now = Long.MAX_VALUE - 5;

    private final ExpiringCache<String, Integer> cache = new ExpiringCache<>(3, Duration.ofNanos(10), () -> now);

    @Test
    void aValueIsThereUntilItsTimeIsOver() {
        assertThat(cache.get("a")).isEmpty();
        cache.put("a", 1);
        now += 9;
        assertThat(cache.get("a")).contains(1);
        now += 1;
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void aValueMayHaveATimeOfItsOwn() {
        cache.put("short", 1, Duration.ofNanos(1));
        cache.put("none", 2, Duration.ZERO);
        cache.put("over", 3, Duration.ofNanos(-1));
        assertThat(cache.get("short")).contains(1);
        assertThat(cache.get("none")).isEmpty();
        assertThat(cache.get("over")).isEmpty();
        now += 1;
        assertThat(cache.get("short")).isEmpty();
    }

    @Test
    void aNewValueBeginsItsTimeAnew() {
        cache.put("a", 1);
        now += 9;
        cache.put("a", 2);
        now += 9;
        assertThat(cache.get("a")).contains(2);
    }

    @Test
    void tooManyPushOutTheValuePutFirst() {
        cache.put("a", 1);
        cache.put("b", 2);
        cache.put("c", 3);
        cache.put("a", 4);
        cache.put("d", 5);
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("a")).contains(4);
        assertThat(cache.get("c")).contains(3);
        assertThat(cache.get("d")).contains(5);
    }
}
