package fatbuildr.web.page;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.TimedMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A task's output as HTML, message by message (http-api.md section 7.4): its text is the one of the messages, colours
 * are spans, and every line begins with an empty element that can be linked to and tells the line's time where that is
 * known and another one than the line's before.
 */
public final class HtmlOutput implements TerminalReader.Sink {
    private final TerminalReader reader = new TerminalReader(this);
    private final StringBuilder html = new StringBuilder();
    private TextStyle style = TextStyle.PLAIN;
    private TextStyle shown = TextStyle.PLAIN;
    private boolean lineBegun;
    private int line;
    private Optional<Instant> time = Optional.empty();
    private Optional<Instant> told = Optional.empty();

    public String message(TimedMessage message) {
        time = message.written();
        switch (message.message()) {
            case ConsoleMessage.Log log -> {
                reader.end();
                style = TextStyle.PLAIN;
                show(style);
                anchor();
                html.append("<span class=\"log l").append(log.level().number()).append("\">");
                reader.record(log);
                style = TextStyle.PLAIN;
                show(style);
                html.append("</span>");
                character('\n');
            }
            case ConsoleMessage.Bytes bytes -> reader.read(bytes.data());
            case ConsoleMessage.RawEnable _, ConsoleMessage.RawDisable _, ConsoleMessage.WindowSize _ -> {}
        }
        return taken();
    }

    /** What is still owed at the end. */
    public String end() {
        reader.end();
        show(TextStyle.PLAIN);
        return taken();
    }

    private String taken() {
        String text = html.toString();
        html.setLength(0);
        return text;
    }

    @Override
    public void character(char character) {
        anchor();
        if (!style.equals(shown)) {
            show(style);
        }
        switch (character) {
            case '\n' -> {
                html.append('\n');
                lineBegun = false;
            }
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            default -> html.append(character);
        }
    }

    @Override
    public void style(String parameters) {
        style = style.apply(parameters);
    }

    /** An element between two styles belongs to none. */
    private void anchor() {
        if (!lineBegun) {
            lineBegun = true;
            html.append("<i id=\"L").append(++line).append('"');
            if (!time.equals(told)) {
                told = time;
                html.append(" data-time=\"")
                        .append(time.map(Dates::timeOfDay).orElse(""))
                        .append('"');
            }
            html.append("></i>");
        }
    }

    private void show(TextStyle wanted) {
        if (shown.classes() != null) {
            html.append("</span>");
        }
        String classes = wanted.classes();
        if (classes != null) {
            html.append("<span class=\"").append(classes).append("\">");
        }
        shown = wanted;
    }
}
