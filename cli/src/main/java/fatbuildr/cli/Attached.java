package fatbuildr.cli;

import fatbuildr.cli.client.ConsoleConnection;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sits at the terminal of an interactive task until its end (console-journal.md section 6.3). */
final class Attached {
    private static final int PIECE = 100;

    private final ConsoleConnection console;
    private final Screen screen;
    private final Interruption interruption;
    private final InputStream keys;
    private final AtomicBoolean detached = new AtomicBoolean();

    Attached(ConsoleConnection console, Screen screen, Interruption interruption, InputStream keys) {
        this.console = console;
        this.screen = screen;
        this.interruption = interruption;
        this.keys = keys;
    }

    /** How it ended: with the end record or not, or because the user left. */
    enum End {
        TASK,
        CONNECTION,
        DETACHED
    }

    /** Only shows: there is no terminal to type at. The task counts as attended. */
    End show(JournalDisplay display) {
        return messages(display, null);
    }

    /** With the keyboard. The local terminal is as it was when this returns, and at any other end of the program. */
    End sit(TaskId id, JournalDisplay display) {
        LocalTerminal terminal = LocalTerminal.open();
        Runnable restore = terminal::close;
        interruption.add(restore);
        try {
            screen.info("Attached to task " + id + "; to leave it alone press Enter, ~ and . (a dot)");
            ResizeSignal.onResize(this::sendSize);
            Thread.ofPlatform().daemon().name("keyboard").start(this::type);
            return messages(display, terminal);
        } finally {
            restore.run();
            interruption.remove(restore);
        }
    }

    private End messages(JournalDisplay display, @Nullable LocalTerminal terminal) {
        for (Optional<ConsoleMessage> next = console.read(); next.isPresent(); next = console.read()) {
            ConsoleMessage message = next.get();
            if (terminal != null) {
                mode(message, terminal);
            }
            display.accept(message);
            if (message.isEnd()) {
                return End.TASK;
            }
        }
        return detached.get() ? End.DETACHED : End.CONNECTION;
    }

    private void mode(ConsoleMessage message, LocalTerminal terminal) {
        switch (message) {
            case ConsoleMessage.RawEnable _ -> {
                terminal.raw();
                sendSize();
            }
            case ConsoleMessage.RawDisable _ -> terminal.restore();
            case ConsoleMessage.Log _, ConsoleMessage.Bytes _, ConsoleMessage.WindowSize _ -> {}
        }
    }

    private void sendSize() {
        LocalTerminal.size().ifPresent(size -> {
            try {
                console.send(size);
            } catch (IOException gone) {
                // The reader of the connection notices, too.
            }
        });
    }

    private void type() {
        Keyboard keyboard = new Keyboard();
        byte[] piece = new byte[PIECE];
        try {
            for (int count = keys.read(piece); count >= 0; count = keys.read(piece)) {
                byte[] send = keyboard.typed(Arrays.copyOf(piece, count), count);
                if (send.length > 0) {
                    console.send(new ConsoleMessage.Bytes(send));
                }
                if (keyboard.detached()) {
                    break;
                }
            }
        } catch (IOException gone) {
            // Of the terminal or of the connection: either way there is nobody at it any more.
        }
        detached.set(true);
        console.close();
    }
}
