package fatbuildr.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices clients that leave while there is nothing to send: a thread that waits for something would not. One thread
 * looks after all of them while there are any.
 */
final class Departures {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private boolean looking;

    /**
     * Interrupts the calling thread when the client goes away. To be used only for answers after which the connection
     * is closed, since further requests are swallowed.
     */
    Watch interruptWhenGone(ClientConnection connection) {
        Client client = new Client(connection, Thread.currentThread());
        synchronized (this) {
            clients.add(client);
            if (!looking) {
                looking = true;
                Thread.ofVirtual().name("departures").start(this::look);
            }
        }
        return client;
    }

    /** Ends with the answer, for which the connection must be marked to close. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private void look() {
        ByteBuffer ignored = ByteBuffer.allocate(1024);
        do {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
            clients.forEach(client -> client.look(ignored));
        } while (!idle());
    }

    private synchronized boolean idle() {
        looking = !clients.isEmpty();
        return !looking;
    }

    private final class Client implements Watch {
        private final ClientConnection connection;
        private final Thread waiting;
        private boolean over;

        Client(ClientConnection connection, Thread waiting) {
            this.connection = connection;
            this.waiting = waiting;
        }

        synchronized void look(ByteBuffer ignored) {
            if (!over && connection.isGone(ignored)) {
                waiting.interrupt();
            }
        }

        /** No interrupt comes after this, and none is left behind. */
        @Override
        public synchronized void close() {
            over = true;
            clients.remove(this);
            if (Thread.interrupted()) {
                connection.abort();
            }
        }
    }
}
