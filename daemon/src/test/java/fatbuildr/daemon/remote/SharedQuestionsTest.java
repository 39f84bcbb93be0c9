package fatbuildr.daemon.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedQuestionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);

    /** Tells which asking it was, once it may. */
    private final SharedQuestions<String, String> questions = new SharedQuestions<>(
            question -> {
                int number = asked.incrementAndGet();
                answers.acquireUninterruptibly();
                if (question.equals("bad")) {
                    throw new IllegalStateException(question + number);
                }
                return question + number;
            },
            LONG);

    /** The first is being asked when this returns, and all others wait. */
    private List<FutureTask<String>> asking(String question, int times) throws InterruptedException {
        List<FutureTask<String>> all = new ArrayList<>();
        for (int number = 0; number < times; number++) {
            FutureTask<String> task = new FutureTask<>(() -> questions.ask(question));
            all.add(task);
            Thread thread = Thread.ofVirtual().start(task);
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
        }
        return all;
    }

    @Test
    void whoComesWhileItIsAskedSharesTheNextAsking() throws Exception {
        List<FutureTask<String>> all = asking("a", 20);
        // Another question waits for nobody.
        FutureTask<String> other = asking("b", 1).getFirst();
        answers.release(3);
        assertThat(all.getFirst().get()).isEqualTo("a1");
        assertThat(other.get()).isEqualTo("b2");
        for (FutureTask<String> late : all.subList(1, 20)) {
            assertThat(late.get()).isEqualTo("a3");
        }
        answers.release();
        assertThat(questions.ask("a")).isEqualTo("a4");
    }

    @Test
    void noAnswerIsOlderThanItsQuestion() throws Exception {
        AtomicInteger truth = new AtomicInteger();
        SharedQuestions<String, Integer> fast = new SharedQuestions<>(_ -> truth.get(), LONG);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            all.add(threads.submit(() -> {
                boolean fresh = true;
                for (int round = 0; round < 5000; round++) {
                    int now = truth.incrementAndGet();
                    fresh &= fast.ask("a") >= now;
                }
                return fresh;
            }));
        }
        for (Future<Boolean> fresh : all) {
            assertThat(fresh.get()).isTrue();
        }
    }

    @Test
    void whatFailsFailsForAllWhoShareItAndIsAskedAgain() throws Exception {
        List<FutureTask<String>> all = asking("bad", 3);
        answers.release(3);
        assertThatThrownBy(all.getFirst()::get).hasRootCauseMessage("bad1");
        assertThatThrownBy(all.get(1)::get).hasRootCauseMessage("bad2");
        assertThatThrownBy(all.get(2)::get).hasRootCauseMessage("bad2");
        assertThatThrownBy(() -> questions.ask("bad")).hasMessage("bad3");
    }

    /** They wait for the answer before theirs, too. */
    @Test
    void whoSharesAnAskingWaitsNoLongerThanOthers() throws Exception {
        SharedQuestions<String, String> stuck = new SharedQuestions<>(
                question -> {
                    answers.acquireUninterruptibly();
                    return question;
                },
                Duration.ofMillis(10));
        Future<String> first = threads.submit(() -> stuck.ask("a"));
        while (!answers.hasQueuedThreads()) {
            Thread.sleep(1);
        }
        assertThatThrownBy(() -> stuck.ask("a")).isInstanceOf(TimeoutException.class);
        answers.release(2);
        assertThat(first.get()).isEqualTo("a");
    }

    /** A request whose client has left is interrupted. */
    @Test
    void whoStopsWaitingLeavesTheOthersAlone() throws Exception {
        List<FutureTask<String>> all = asking("a", 3);
        all.getFirst().cancel(true);
        all.get(1).cancel(true);
        answers.release(10);
        assertThat(all.get(2).get()).isEqualTo("a2");
    }
}
