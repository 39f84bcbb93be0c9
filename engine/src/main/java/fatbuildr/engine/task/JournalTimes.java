package fatbuildr.engine.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the bytes of a journal were written, to the second. The journal's format has no place for it, so it is beside
 * it: for every second with output a record of 16 bytes, big-endian, with the offset of its first byte and the second
 * since the epoch. They are for people only: what is missing
 * or damaged is left out.
 */
final class JournalTimes {
    private static final Logger log = LoggerFactory.getLogger(JournalTimes.class);
    private static final int RECORD = 2 * Long.BYTES;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Path path;
    private final Clock clock;
    private long[] offsets = new long[16];
    private long[] seconds = new long[16];
    private int count;
    private @Nullable RandomAccessFile file;

    JournalTimes(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    /** Those of a journal that is written no more. */
    static JournalTimes read(Path path) {
        JournalTimes times = new JournalTimes(path, Clock.systemUTC());
        times.load(Long.MAX_VALUE);
        return times;
    }

    /** Reads again what another process writes. */
    synchronized void refresh() {
        try {
            if (Files.size(path) != (long) count * RECORD) {
                load(Long.MAX_VALUE);
            }
        } catch (IOException failure) {
            log.debug("no times in {}", path, failure);
        }
    }

    /** Begins, or goes on with what an interrupted attempt noted of the journal's first {@code length} bytes. */
    synchronized void open(long length) {
        close();
        load(length);
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength((long) count * RECORD);
            file.seek(file.length());
        } catch (IOException failure) {
            lose(failure);
        }
    }

    /** What the journal gets from this offset on is written now. */
    synchronized void note(long offset) {
        long second = clock.instant().getEpochSecond();
        if (count > 0 && seconds[count - 1] == second) {
            return;
        }
        add(offset, second);
        if (file != null) {
            try {
                file.write(ByteBuffer.allocate(RECORD)
                        .putLong(offset)
                        .putLong(second)
                        .array());
            } catch (IOException failure) {
                lose(failure);
            }
        }
    }

    /** When the byte at this offset was written. */
    synchronized Optional<Instant> at(long offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        int last = found >= 0 ? found : -found - 2;
        return last < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds[last]));
    }

    synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException failure) {
                log.debug("closing {}", path, failure);
            }
            file = null;
        }
    }

    private synchronized void load(long length) {
        count = 0;
        if (!Files.exists(path)) {
            return;
        }
        try {
            ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(path));
            while (records.remaining() >= RECORD) {
                long offset = records.getLong();
                long second = records.getLong();
                boolean follows = offset >= 0 && (count == 0 || offset > offsets[count - 1]);
                if (!follows || offset >= length || second < 0 || second > LAST_SECOND) {
                    return;
                }
                add(offset, second);
            }
        } catch (IOException unreadable) {
            log.warn("the output of a task has no times: {}", unreadable.toString());
        }
    }

    private void add(long offset, long second) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        offsets[count] = offset;
        seconds[count++] = second;
    }

    private void lose(IOException failure) {
        log.warn("the rest of a task's output has no times: {}: {}", path, failure.toString());
        close();
    }
}
