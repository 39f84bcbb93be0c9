package fatbuildr.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** Tells how many bytes of a body have been handed to the connection. */
final class CountedBody implements BodyPublisher {
    private final BodyPublisher body;
    private final LongConsumer sent;

    CountedBody(BodyPublisher body, LongConsumer sent) {
        this.body = body;
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Counter(subscriber, sent));
    }

    private static final class Counter implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final LongConsumer sent;
        private long total;

        Counter(Flow.Subscriber<? super ByteBuffer> subscriber, LongConsumer sent) {
            this.subscriber = subscriber;
            this.sent = sent;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            total += bytes.remaining();
            subscriber.onNext(bytes);
            sent.accept(total);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
