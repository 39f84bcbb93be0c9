package fatbuildr.engine.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of an unfinished task's journal; reading waits for those to come. */
final class JournalStream extends InputStream {
    private final GrowingJournal journal;
    private @Nullable RandomAccessFile file;
    private long position;

    JournalStream(GrowingJournal journal) {
        this.journal = journal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        long visible;
        try {
            visible = journal.awaitBeyond(position);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while following " + journal.path());
        }
        if (visible < 0) {
            return -1;
        }
        if (file == null) {
            file = new RandomAccessFile(journal.path().toFile(), "r");
        }
        int count = file.read(target, offset, (int) Math.min(length, visible - position));
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
