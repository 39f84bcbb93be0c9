package fatbuildr.engine.task;

import fatbuildr.engine.Attachment;
import fatbuildr.engine.store.TaskRow;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleInput;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.Journal;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageDecoder;
import fatbuildr.journal.MessageEncoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a task that is not finished. Every message is in the file when {@code write} returns. Watchers read
 * the file themselves, each at its own pace, and are only woken here: a slow one costs the task nothing.
 */
final class TaskJournal implements Journal, GrowingJournal {
    private static final Logger log = LoggerFactory.getLogger(TaskJournal.class);

    private static final int HEADER = 8;

    /** How often watchers are woken at most, and how much longer that is for each of them: each costs something. */
    private static final Duration BEAT = Duration.ofMillis(50);

    private static final Duration BEAT_OF_EACH = Duration.ofNanos(50_000);

    private final Path path;
    private final LogLevel least;
    private final ReentrantLock lock = new ReentrantLock();

    private final Growth growth = new Growth();
    private final AtomicBoolean beating = new AtomicBoolean();

    // A channel would be closed under the task when its thread is interrupted.
    private @Nullable RandomAccessFile file;
    private boolean ended;
    private long last;
    private long written;

    /** Between RAW_ENABLE and RAW_DISABLE a command owns the terminal: log records are dropped (section 3.2). */
    private boolean raw;

    private final JournalTimes times;
    private final Optional<TaskInput> input;

    /**
     * A journal that is not opened yet.
     *
     * @param interactive whether clients may type
     * @param least log records below this level are left out
     */
    TaskJournal(Path path, JournalTimes times, boolean interactive, LogLevel least) {
        this.path = path;
        this.least = least;
        this.times = times;
        this.input = interactive ? Optional.of(new TaskInput()) : Optional.empty();
    }

    /** Its log records are those that the daemon itself would log (console-journal.md section 2). */
    static TaskJournal of(TaskRow row, Workspaces workspaces, Clock clock) {
        return new TaskJournal(
                workspaces.journal(row.id()),
                new JournalTimes(workspaces.times(row.id()), clock),
                row.spec().interactive(),
                log.isDebugEnabled() ? LogLevel.DEBUG : LogLevel.INFO);
    }

    @Override
    public Optional<ConsoleInput> input() {
        return input.map(ConsoleInput.class::cast);
    }

    Optional<TaskInput> taskInput() {
        return input;
    }

    /** A client at the terminal; empty when the task takes no input. */
    Optional<Attachment> attach() {
        return input.map(TaskInput::attach);
    }

    JournalTimes times() {
        return times;
    }

    @Override
    public Path path() {
        return path;
    }

    /** Starts the file, or goes on with what an interrupted attempt left, up to its last whole message. */
    void open() throws IOException {
        lock.lock();
        try {
            if (file != null) {
                file.close();
            }
            RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
            long whole = wholeMessages(opened);
            ended = whole > 0
                    && lastMessage(opened, whole).filter(ConsoleMessage::isEnd).isPresent();
            opened.setLength(whole);
            opened.seek(whole);
            file = opened;
            written = whole;
            times.open(whole);
            show();
            if (raw) {
                append(new ConsoleMessage.RawDisable(), true);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ConsoleMessage message) {
        if (message instanceof ConsoleMessage.Log log && log.level().compareTo(least) < 0) {
            return;
        }
        append(message.isEnd() ? disguised(message) : message, true);
    }

    /**
     * Appends the last messages without showing them to watchers yet, and waits until the file is on disk. Does
     * nothing when a former run of the daemon did it.
     */
    void end(ConsoleMessage... messages) {
        if (ended) {
            return;
        }
        if (raw) {
            append(new ConsoleMessage.RawDisable(), false);
        }
        for (ConsoleMessage message : messages) {
            append(message, false);
        }
        lock.lock();
        try {
            if (file != null) {
                file.getFD().sync();
            }
        } catch (IOException failure) {
            throw lost(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Shows watchers everything and lets them go. */
    void close() {
        lock.lock();
        try {
            growth.show(written);
            growth.close();
            times.close();
            input.ifPresent(TaskInput::close);
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (IOException failure) {
            throw lost(failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long awaitBeyond(long offset) throws InterruptedException {
        return growth.awaitBeyond(offset);
    }

    /** Lets watchers see what is written. They are never waited for here. */
    private void show() {
        growth.show(written);
        wakeInBeats();
    }

    private void wakeInBeats() {
        if (beating.compareAndSet(false, true)) {
            Thread.ofVirtual().name("watchers of " + path).start(this::beat);
        }
    }

    /** Wakes the watchers at once after a silence, then in beats, however many messages come meanwhile. */
    private void beat() {
        long shown;
        try {
            do {
                shown = growth.visible();
                int woken = growth.wake();
                Thread.sleep(beat(woken));
            } while (growth.visible() != shown);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
        beating.set(false);
        if (growth.visible() != shown) {
            wakeInBeats();
        }
    }

    /** The pause after so many watchers were woken. */
    static Duration beat(int woken) {
        return BEAT.plus(BEAT_OF_EACH.multipliedBy(woken));
    }

    private void append(ConsoleMessage message, boolean show) {
        byte[] bytes = MessageEncoder.encode(message);
        lock.lock();
        try {
            if (file == null) {
                throw new IOException("it is closed");
            }
            if (raw && message instanceof ConsoleMessage.Log && !message.isEnd()) {
                return;
            }
            try {
                file.write(bytes);
            } catch (IOException failure) {
                file.setLength(written);
                file.seek(written);
                throw failure;
            }
            times.note(written);
            written += bytes.length;
            switch (message) {
                case ConsoleMessage.RawEnable _ -> raw = true;
                case ConsoleMessage.RawDisable _ -> raw = false;
                case ConsoleMessage.Log _, ConsoleMessage.Bytes _, ConsoleMessage.WindowSize _ -> {}
            }
            if (show) {
                show();
            }
        } catch (IOException failure) {
            throw lost(failure);
        } finally {
            lock.unlock();
        }
    }

    private FatbuildrException lost(IOException failure) {
        return FatbuildrException.external("cannot write journal " + path + ": " + failure.getMessage(), failure);
    }

    /** Only the end of the task may look like it, or watchers would leave early. */
    private static ConsoleMessage disguised(ConsoleMessage message) {
        return message instanceof ConsoleMessage.Log(LogLevel level, String text)
                ? new ConsoleMessage.Log(level, "> " + text)
                : message;
    }

    private long wholeMessages(RandomAccessFile file) throws IOException {
        long length = file.length();
        long whole = 0;
        while (whole + HEADER <= length) {
            file.seek(whole);
            int command = Short.reverseBytes(file.readShort());
            file.skipBytes(2);
            long next = whole + HEADER + Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
            if (next > length) {
                break;
            }
            raw = command == MessageEncoder.RAW_ENABLE || (raw && command != MessageEncoder.RAW_DISABLE);
            last = whole;
            whole = next;
        }
        return whole;
    }

    private Optional<ConsoleMessage> lastMessage(RandomAccessFile file, long end) throws IOException {
        if (end - last > MessageEncoder.MAX_PAYLOAD) {
            return Optional.empty();
        }
        byte[] bytes = new byte[(int) (end - last)];
        file.seek(last);
        file.readFully(bytes);
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(bytes);
        return decoder.next();
    }
}
