package fatbuildr.daemon.remote;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Questions that many ask at once. Each is asked once at a time; who comes meanwhile shares the next asking with all who
 * come until then. It begins after they came, so that nobody gets an answer older than the own question.
 */
final class SharedQuestions<Q, A> {
    private final Function<Q, A> asking;
    private final Duration patience;

    /** What follows, of each question that is being asked. */
    private final Map<Q, Turn<A>> next = new HashMap<>();

    /** @param patience how long somebody waits for others */
    SharedQuestions(Function<Q, A> asking, Duration patience) {
        this.asking = asking;
        this.patience = patience;
    }

    private static final class Turn<A> {
        final CompletableFuture<A> answer = new CompletableFuture<>();
        boolean wanted;
    }

    A ask(Q question) throws InterruptedException, TimeoutException {
        CompletableFuture<A> following = join(question);
        return following == null ? askNow(question) : get(following);
    }

    /** Null when nobody is asking that: then the caller does, and goes on with {@link #takeTurn}. */
    private synchronized @Nullable CompletableFuture<A> join(Q question) {
        Turn<A> turn = next.putIfAbsent(question, new Turn<>());
        if (turn == null) {
            return null;
        }
        turn.wanted = true;
        return turn.answer;
    }

    private A askNow(Q question) {
        try {
            return asking.apply(question);
        } finally {
            Turn<A> turn = takeTurn(question);
            if (turn != null) {
                // Not in this thread, which has its answer and may be interrupted for reasons of its own.
                Thread.ofVirtual().name("ask " + question).start(() -> askFor(question, turn));
            }
        }
    }

    private void askFor(Q question, Turn<A> first) {
        for (Turn<A> turn = first; turn != null; turn = takeTurn(question)) {
            try {
                turn.answer.complete(asking.apply(question));
            } catch (RuntimeException | Error failure) {
                turn.answer.completeExceptionally(failure);
            }
        }
    }

    /** Null when nobody waits. */
    private synchronized @Nullable Turn<A> takeTurn(Q question) {
        Turn<A> turn = next.remove(question);
        if (turn == null || !turn.wanted) {
            return null;
        }
        next.put(question, new Turn<>());
        return turn;
    }

    private A get(CompletableFuture<A> answer) throws InterruptedException, TimeoutException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure.getCause() instanceof RuntimeException known ? known : new CompletionException(failure);
        }
    }
}
