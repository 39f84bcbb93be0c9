package fatbuildr.web.page;

import fatbuildr.journal.ConsoleMessage;

/** A task's output as plain text, message by message: what the page shows, without colours. */
public final class TextOutput implements TerminalReader.Sink {
    private final TerminalReader reader = new TerminalReader(this);
    private final StringBuilder text = new StringBuilder();

    public String message(ConsoleMessage message) {
        switch (message) {
            case ConsoleMessage.Log log -> {
                reader.record(log);
                character('\n');
            }
            case ConsoleMessage.Bytes bytes -> reader.read(bytes.data());
            case ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _, ConsoleMessage.WindowSize _ -> {}
        }
        return taken();
    }

    public String end() {
        reader.end();
        return taken();
    }

    private String taken() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    public void character(char character) {
        text.append(character);
    }

    @Override
    public void style(String parameters) {
        // Text has none.
    }
}
