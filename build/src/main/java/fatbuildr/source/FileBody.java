package fatbuildr.source;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The body of an answer on its way to a file, counted and bounded. Completes with the number of bytes. */
final class FileBody implements BodySubscriber<Long> {
    private final FileChannel file;
    private final long limit;
    private final AtomicLong received;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    FileBody(FileChannel file, long limit, AtomicLong received) {
        this.file = file;
        this.limit = limit;
        this.received = received;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription source = subscription;
        if (source == null) {
            throw new IllegalStateException("No subscription");
        }
        try {
            for (ByteBuffer buffer : buffers) {
                if (received.addAndGet(buffer.remaining()) > limit) {
                    throw new TooLarge(limit);
                }
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
            source.request(1);
        } catch (IOException e) {
            source.cancel();
            result.completeExceptionally(e instanceof TooLarge ? e : new CannotWrite(e));
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(received.get());
    }

    /** The answer is larger than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long limit) {
            super("it is larger than " + limit + " bytes");
        }
    }

    /** The answer cannot be stored; the server is not to blame. */
    static final class CannotWrite extends IOException {
        private static final long serialVersionUID = 1L;

        CannotWrite(IOException cause) {
            super("it cannot be written: " + cause.getMessage(), cause);
        }
    }
}
