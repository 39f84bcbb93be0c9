package fatbuildr.cli;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import java.util.function.Consumer;

/** Shows the messages of a task (console-journal.md section 7) and remembers how it ended. */
final class JournalDisplay implements Consumer<ConsoleMessage> {
    private final Screen screen;
    private boolean failed;
    private boolean insideLine;

    JournalDisplay(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void accept(ConsoleMessage message) {
        switch (message) {
            case ConsoleMessage.Bytes bytes -> {
                byte[] data = bytes.data();
                screen.out().write(data);
                insideLine = data.length == 0 ? insideLine : data[data.length - 1] != '\n';
            }
            case ConsoleMessage.Log(LogLevel level, String text) -> log(level, text);
            case ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _, ConsoleMessage.WindowSize _ -> {}
        }
        screen.out().flush();
        if (message.isEnd()) {
            failed = message instanceof ConsoleMessage.Log(LogLevel _, String text)
                    && text.startsWith(ConsoleMessage.Log.FAILED);
        }
    }

    /** On a terminal a record never continues a half line of output; elsewhere output stays as it came. */
    private void log(LogLevel level, String text) {
        if (level == LogLevel.DEBUG && !screen.showsDebug()) {
            return;
        }
        if (insideLine && screen.terminalOut()) {
            screen.out().print("\n");
        }
        insideLine = false;
        boolean coloured = screen.colouredOut();
        screen.out()
                .print(Style.DIM.paint(" ⚬ ", coloured)
                        + Style.of(level).paint(level.name(), coloured)
                        + Style.DIM.paint(": " + text, coloured)
                        + "\n");
    }

    boolean failed() {
        return failed;
    }
}
