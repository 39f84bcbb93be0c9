package fatbuildr.source;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that keeps its log lines. */
public final class RecordingJournal implements Journal {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void write(ConsoleMessage message) {
        if (message instanceof ConsoleMessage.Log log) {
            lines.add(log.level() + " " + log.text());
        }
    }

    public List<String> lines() {
        return lines;
    }
}
