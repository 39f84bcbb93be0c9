package fatbuildr.cli;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where the program speaks: results on standard output, messages for the user on standard error. */
final class Screen {
    private final Output out;
    private final OutputStream err;
    private final boolean colouredOut;
    private final boolean colouredErr;
    private final boolean terminalOut;
    private final boolean terminalErr;
    private boolean debug;

    Screen(Surroundings surroundings) {
        boolean colours = surroundings.variable("NO_COLOR").isEmpty();
        this.out = new Output(surroundings.out());
        this.err = surroundings.err();
        this.terminalOut = surroundings.terminal().out();
        this.terminalErr = surroundings.terminal().err();
        this.colouredOut = terminalOut && colours;
        this.colouredErr = terminalErr && colours;
    }

    void showDebug(boolean show) {
        debug = show;
    }

    boolean showsDebug() {
        return debug;
    }

    Output out() {
        return out;
    }

    boolean colouredOut() {
        return colouredOut;
    }

    boolean terminalOut() {
        return terminalOut;
    }

    boolean terminalErr() {
        return terminalErr;
    }

    /** A line of results. On a terminal control characters of foreign texts are made harmless. */
    void result(String line) {
        out.print((terminalOut ? harmless(line) : line) + "\n");
    }

    void debug(String text) {
        if (debug) {
            message(Style.DEBUG, "DEBUG ⸬ " + text);
        }
    }

    void info(String text) {
        message(Style.INFO, text);
    }

    void warning(String text) {
        message(Style.WARNING, "WARNING ⸬ " + text);
    }

    void error(String text) {
        message(Style.ERROR, "ERROR ⸬ " + text);
    }

    void hint(String text) {
        message(Style.DIM, "hint: " + text);
    }

    /** Messages of parts that know nothing of screens. */
    Journal journal() {
        return message -> {
            if (message instanceof ConsoleMessage.Log log) {
                switch (log.level()) {
                    case WARNING -> warning(log.text());
                    case ERROR, CRITICAL -> error(log.text());
                    case INFO -> info(log.text());
                    case DEBUG -> debug(log.text());
                }
            }
        };
    }

    /** Results written so far come first, so that both streams keep their order on one terminal. */
    private void message(Style style, String text) {
        out.flush();
        raw(style.paint(harmless(text), colouredErr) + "\n");
    }

    /** Writes to standard error as it is; a closed one is nothing to stop for. */
    void raw(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // Nobody listens.
        }
    }

    private static String harmless(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
