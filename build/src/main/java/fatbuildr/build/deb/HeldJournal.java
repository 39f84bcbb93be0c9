package fatbuildr.build.deb;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** Output of work done beside other work: kept back until it is its turn, and straight through from then on. */
final class HeldJournal implements Journal {
    /** More is let through at once rather than kept in memory. */
    private static final int MAX_MESSAGES = 20_000;

    private final Journal journal;
    private final List<ConsoleMessage> held = new ArrayList<>();
    private boolean released;

    HeldJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public synchronized void write(ConsoleMessage message) {
        if (released) {
            journal.write(message);
        } else {
            held.add(message);
            if (held.size() >= MAX_MESSAGES) {
                release();
            }
        }
    }

    synchronized void release() {
        released = true;
        held.forEach(journal::write);
        held.clear();
    }
}
