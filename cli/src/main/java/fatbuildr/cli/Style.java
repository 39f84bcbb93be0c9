package fatbuildr.cli;

import fatbuildr.journal.LogLevel;

/** Colours of the terminal (cli.md section 1.1, console-journal.md section 7). */
enum Style {
    DEBUG("\u001b[38;5;62m"),
    INFO("\u001b[38;5;28m"),
    WARNING("\u001b[38;5;208m"),
    ERROR("\u001b[38;5;160m"),
    CRITICAL("\u001b[48;5;160m\u001b[38;5;15m"),
    DIM("\u001b[38;5;242m");

    private static final String END = "\u001b[0;0m";
    private final String start;

    Style(String start) {
        this.start = start;
    }

    static Style of(LogLevel level) {
        return switch (level) {
            case DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARNING -> WARNING;
            case ERROR -> ERROR;
            case CRITICAL -> CRITICAL;
        };
    }

    String paint(String text, boolean coloured) {
        return coloured ? start + text + END : text;
    }
}
