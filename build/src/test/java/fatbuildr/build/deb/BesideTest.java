package fatbuildr.build.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import fatbuildr.source.RecordingJournal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Work done beside that of a task's thread. */
final class BesideTest {
    @Test
    void givesTheResultOrTheFailureItself() throws InterruptedException {
        try (Beside<Integer> work = Beside.start("sum", () -> 1 + 1)) {
            assertThat(work.await()).isEqualTo(2);
        }
        FatbuildrException failure = FatbuildrException.invalid("no");
        try (Beside<Integer> work = Beside.start("fails", () -> {
            throw failure;
        })) {
            assertThatThrownBy(work::await).isSameAs(failure);
        }
    }

    @Test
    void closingEndsItAndWaitsUntilItHasEnded() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean cleaned = new AtomicBoolean();
        Beside<Void> work = Beside.start("endless", () -> {
            started.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
                return null;
            } finally {
                Thread.sleep(50);
                cleaned.set(true);
            }
        });
        started.await();
        work.close();
        assertThat(cleaned).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void itsOutputWaitsForItsTurn() {
        RecordingJournal journal = new RecordingJournal();
        HeldJournal held = new HeldJournal(journal);
        held.info("second");
        journal.info("first");
        held.release();
        held.info("third");
        assertThat(journal.lines()).containsExactly("INFO first", "INFO second", "INFO third");
    }
}
