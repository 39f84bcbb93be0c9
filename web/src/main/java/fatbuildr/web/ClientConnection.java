package fatbuildr.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** The connection below a request, for what the servlet interface has no word for. */
final class ClientConnection {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long DRAINED = 64L << 20;

    private final Context ctx;
    private final EndPoint endPoint;

    private ClientConnection(Context ctx, EndPoint endPoint) {
        this.ctx = ctx;
        this.endPoint = endPoint;
    }

    static ClientConnection of(Context ctx) {
        return new ClientConnection(
                ctx,
                ServletContextRequest.getServletContextRequest(ctx.req())
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint());
    }

    /** Closes the connection at once, so that an answer begun does not look complete. */
    void abort() {
        endPoint.close();
    }

    /** Reads what the client still sends: many clients see the answer only after their request is out. */
    void drain() {
        try (InputStream body = new SteadyInputStream(ctx.req().getInputStream())) {
            byte[] piece = new byte[16 * 1024];
            long drained = 0;
            for (int read = body.read(piece); read >= 0 && drained < DRAINED; read = body.read(piece)) {
                drained += read;
            }
        } catch (IOException gone) {
            abort();
        }
    }

    /** Ends with the answer, for which the connection must be marked to close. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Interrupts the calling thread when the client goes away: a thread that waits for something to send would not
     * notice. To be used only for answers after which the connection is closed, since it swallows further requests.
     */
    Watch interruptWhenGone() {
        Thread waiting = Thread.currentThread();
        Watcher watcher = new Watcher(waiting);
        Thread.ofVirtual().name("client-watch").start(watcher);
        return watcher;
    }

    private final class Watcher implements Runnable, Watch {
        private final Thread waiting;
        private boolean over;

        Watcher(Thread waiting) {
            this.waiting = waiting;
        }

        @Override
        public void run() {
            ByteBuffer ignored = ByteBuffer.allocate(1024);
            try {
                while (!isOver()) {
                    if (endPoint.fill(ignored.clear().limit(0)) < 0) {
                        interrupt();
                        return;
                    }
                    Thread.sleep(POLL);
                }
            } catch (IOException gone) {
                interrupt();
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean isOver() {
            return over;
        }

        private synchronized void interrupt() {
            if (!over) {
                waiting.interrupt();
            }
        }

        /** No interrupt comes after this, and none is left behind. */
        @Override
        public synchronized void close() {
            over = true;
            if (Thread.interrupted()) {
                abort();
            }
        }
    }
}
