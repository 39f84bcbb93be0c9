package fatbuildr.web.page;

import fatbuildr.journal.ConsoleMessage;

/**
 * A task's output as HTML, message by message (http-api.md section 7.4): its text is the one of the messages, colours
 * are spans, and every line begins with an empty element that can be linked to.
 */
public final class HtmlOutput implements TerminalReader.Sink {
    private final TerminalReader reader = new TerminalReader(this);
    private final StringBuilder html = new StringBuilder();
    private TextStyle style = TextStyle.PLAIN;
    private TextStyle shown = TextStyle.PLAIN;
    private boolean lineBegun;
    private int line;

    public String message(ConsoleMessage message) {
        switch (message) {
            case ConsoleMessage.Log log -> {
                reader.end();
                style = TextStyle.PLAIN;
                show(style);
                anchor();
                html.append("<span class=\"log l").append(log.level().number()).append("\">");
                reader.record("LOG: " + log.level().number() + ":" + log.text());
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
            html.append("<i id=\"L").append(++line).append("\"></i>");
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
