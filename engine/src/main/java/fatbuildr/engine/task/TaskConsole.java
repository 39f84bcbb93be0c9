package fatbuildr.engine.task;

import fatbuildr.journal.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket where local clients follow a running task, and type when it is interactive (console-journal.md section 5). */
final class TaskConsole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TaskConsole.class);

    /** Far more than people; each costs two threads and two files. */
    private static final int MAX_CLIENTS = 1000;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STUCK = Duration.ofMinutes(15);
    private static final Duration STUCK_AT_END = Duration.ofSeconds(30);

    private final Path path;
    private final TaskJournal journal;
    private final ServerSocketChannel server;
    private final Set<ConsoleClient> clients = ConcurrentHashMap.newKeySet();

    private TaskConsole(Path path, TaskJournal journal, ServerSocketChannel server) {
        this.path = path;
        this.journal = journal;
        this.server = server;
    }

    /** Takes connections when this returns; a stale file is replaced. */
    static TaskConsole open(Path path, TaskJournal journal) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            new SocketPath(path).use(server::bind);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwx---"));
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
        TaskConsole console = new TaskConsole(path, journal, server);
        Thread.ofVirtual().name("console " + path).start(console::accept);
        Thread.ofVirtual().name("console clients " + path).start(console::dropStuck);
        return console;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (clients.size() >= MAX_CLIENTS) {
                    channel.close();
                    continue;
                }
                ConsoleClient client = new ConsoleClient(channel, journal, clients::remove);
                clients.add(client);
                client.start();
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                log.warn("console {} cannot take a client: {}", path, failure.toString());
                pause();
            }
        }
    }

    private void dropStuck() {
        while (server.isOpen() || !clients.isEmpty()) {
            pause();
            Duration patience = server.isOpen() ? STUCK : STUCK_AT_END;
            for (ConsoleClient client : clients) {
                if (client.stuck(patience)) {
                    log.info("a client of console {} does not read, it is dropped", path);
                    client.close();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException woken) {
            log.debug("woken early", woken);
        }
    }

    /** Takes no more connections; those that there are get all of the journal, which is closed by now. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            log.warn("console {} is left behind: {}", path, failure.toString());
        }
    }
}
