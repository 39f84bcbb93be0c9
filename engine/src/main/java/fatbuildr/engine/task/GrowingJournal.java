package fatbuildr.engine.task;

import java.nio.file.Path;

/** The file of a journal that more is written to. */
interface GrowingJournal {
    Path path();

    /**
     * Waits until the file shows more than {@code offset} bytes; answers how many, or -1 when no more will come. Fails
     * when that is not known.
     */
    long awaitBeyond(long offset) throws InterruptedException;
}
