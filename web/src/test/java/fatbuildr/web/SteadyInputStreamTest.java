package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyInputStreamTest {
    private final AtomicLong now = new AtomicLong();

    private SteadyInputStream stream() {
        return new SteadyInputStream(new ByteArrayInputStream(new byte[1 << 20]), now::get);
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aByteNowAndThenIsNotEnough() throws IOException {
        try (SteadyInputStream stream = stream()) {
            pass(SteadyInputStream.GRACE_SECONDS);
            assertThat(stream.read()).isZero();
            pass(20);

            assertThatThrownBy(stream::read).hasRootCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aSlowLineIs() throws IOException {
        try (SteadyInputStream stream = stream()) {
            for (int i = 0; i < 1000; i++) {
                pass(1);

                assertThat(stream.read(new byte[1024], 0, 600)).isEqualTo(600);
            }
        }
    }
}
