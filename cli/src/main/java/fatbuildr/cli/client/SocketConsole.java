package fatbuildr.cli.client;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.ConsoleSocket;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The console of a task on this machine: its socket {@code io.console} (console-journal.md section 5). */
public final class SocketConsole implements ConsoleConnection {
    private final ConsoleSocket socket;

    private SocketConsole(ConsoleSocket socket) {
        this.socket = socket;
    }

    public static SocketConsole connect(Path socket) {
        try {
            return new SocketConsole(ConsoleSocket.connect(socket));
        } catch (IOException failure) {
            throw Failure.runtime("unable to connect to the console " + socket + ": " + failure.getMessage(), failure)
                    .hint(hint(socket, failure));
        }
    }

    private static String hint(Path socket, IOException failure) {
        boolean refused = failure instanceof AccessDeniedException
                || String.valueOf(failure.getMessage()).contains("ermission denied");
        if (refused || (Files.exists(socket) && !Files.isWritable(socket))) {
            return "only members of the daemon's group can attach to running tasks on this machine";
        }
        return "the task may have ended: look with fatbuildrctl history";
    }

    @Override
    public Optional<ConsoleMessage> read() {
        try {
            return socket.read();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    @Override
    public void send(ConsoleMessage message) throws IOException {
        socket.send(message);
    }

    @Override
    public void close() {
        socket.close();
    }
}
