package fatbuildr.cli.client;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.MessageEncoder;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The console of a task over HTTP. The next piece is asked for once the one before was read: memory is bounded. */
final class WebSocketConsole implements ConsoleConnection, WebSocket.Listener {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final MessageDecoder decoder = new MessageDecoder();
    private final WebSocket socket;
    private boolean ended;

    /** @param connect opens the connection with a listener */
    WebSocketConsole(Function<WebSocket.Listener, WebSocket> connect) {
        this.socket = connect.apply(this);
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        if (bytes.length == 0) {
            from.request(1);
        } else {
            received.add(bytes);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add(END);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        received.add(END);
    }

    @Override
    public Optional<ConsoleMessage> read() {
        while (true) {
            Optional<ConsoleMessage> message = decoder.next();
            if (message.isPresent() || ended) {
                return message;
            }
            try {
                byte[] bytes = received.take();
                ended = bytes.length == 0;
                decoder.feed(bytes);
                socket.request(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    @Override
    public synchronized void send(ConsoleMessage message) throws IOException {
        CompletableFuture<WebSocket> sent = socket.sendBinary(ByteBuffer.wrap(MessageEncoder.encode(message)), true);
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Who waits for a message gets the end: of a connection that is aborted nobody is told. */
    @Override
    public void close() {
        socket.abort();
        received.add(END);
    }
}
