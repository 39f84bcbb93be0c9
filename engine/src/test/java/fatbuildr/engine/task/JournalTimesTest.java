package fatbuildr.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTimesTest {
    private static final Instant START = Instant.ofEpochSecond(1_893_499_300L);
    private static final int LINE = MessageEncoder.encode(line()).length;

    @TempDir
    Path root;

    private Instant now = START;

    /** A journal in a file named {@code j}. */
    static TaskJournal journal(Path root, boolean interactive) {
        return journal(root, interactive, LogLevel.DEBUG);
    }

    static TaskJournal journal(Path root, boolean interactive, LogLevel least) {
        return new TaskJournal(
                root.resolve("j"), new JournalTimes(root.resolve("times"), Clock.systemUTC()), interactive, least);
    }

    private TaskJournal journal() {
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        return new TaskJournal(root.resolve("j"), new JournalTimes(root.resolve("times"), clock), false, LogLevel.INFO);
    }

    private static ConsoleMessage line() {
        return new ConsoleMessage.Log(LogLevel.INFO, "line");
    }

    private void write(TaskJournal journal, double... seconds) throws IOException {
        journal.open();
        for (double second : seconds) {
            now = START.plus(Duration.ofMillis((long) (1000 * second)));
            journal.write(line());
        }
        journal.close();
    }

    private static void assertTimes(JournalTimes times, int... seconds) {
        for (int message = 0; message < seconds.length; message++) {
            assertThat(times.at((long) message * LINE)).contains(START.plusSeconds(seconds[message]));
        }
    }

    @Test
    void everyMessageHasItsSecondAndASecondIsNotedOnce() throws IOException {
        TaskJournal journal = journal();
        write(journal, 0, 0.9, 1, 1.1, 7.5, 7.6);
        assertTimes(journal.times(), 0, 0, 1, 1, 7, 7);
        assertTimes(JournalTimes.read(root.resolve("times")), 0, 0, 1, 1, 7, 7);
        assertThat(root.resolve("times")).hasSize(3 * 16);
    }

    /** What a crash left beyond the last whole message is written again, at another time. */
    @Test
    void aSecondAttemptGoesOnWhereTheJournalDoes() throws IOException {
        write(journal(), 0, 1, 2);
        byte[] whole = Files.readAllBytes(root.resolve("j"));
        Files.write(root.resolve("j"), Arrays.copyOf(whole, whole.length - 1));
        byte[] noted = Files.readAllBytes(root.resolve("times"));
        Files.write(root.resolve("times"), Arrays.copyOf(noted, noted.length + 5));
        write(journal(), 60, 61);
        assertTimes(JournalTimes.read(root.resolve("times")), 0, 1, 60, 61);
    }

    @Test
    void damagedAndMissingTimesAreNone() throws IOException {
        Path times = root.resolve("times");
        assertThat(JournalTimes.read(times).at(0)).isEmpty();
        Files.write(times, new byte[15]);
        assertThat(JournalTimes.read(times).at(0)).isEmpty();
        ByteBuffer records = ByteBuffer.allocate(64)
                .putLong(10)
                .putLong(START.getEpochSecond())
                .putLong(20)
                .putLong(Long.MAX_VALUE)
                .putLong(5)
                .putLong(START.getEpochSecond())
                .putLong(30)
                .putLong(START.getEpochSecond() + 9);
        Files.write(times, records.array());
        JournalTimes read = JournalTimes.read(times);
        assertThat(read.at(9)).isEmpty();
        assertThat(read.at(10)).contains(START);
        assertThat(read.at(1000)).contains(START);
    }

    @Test
    void aTaskRunsOnWithoutAPlaceForTimes() throws IOException {
        Files.createDirectory(root.resolve("times"));
        TaskJournal journal = journal();
        write(journal, 0, 1);
        assertThat(root.resolve("j")).hasSize(2L * LINE);
        assertTimes(journal.times(), 0, 1);
    }
}
