package fatbuildr.engine.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class TaskJournalTest {
    private static final int MESSAGES = 5000;

    @TempDir
    Path root;

    /** What a watcher got, and in how many pieces. */
    private record Watched(String bytes, int pieces) {}

    private static FutureTask<Watched> beside(Callable<Watched> work) {
        FutureTask<Watched> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static Watched watch(TaskJournal journal, CountDownLatch begun) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int pieces = 0;
        try (InputStream stream = new JournalStream(journal)) {
            byte[] piece = new byte[1 << 20];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                all.write(piece, 0, count);
                pieces++;
                begun.countDown();
            }
        }
        return new Watched(all.toString(ISO_8859_1), pieces);
    }

    /** console-journal.md section 2: levels below the daemon's own threshold never get in. */
    @ParameterizedTest
    @EnumSource(names = {"DEBUG", "INFO"})
    void logRecordsBelowTheThresholdAreLeftOut(LogLevel least) throws IOException {
        ConsoleMessage detail = new ConsoleMessage.Log(LogLevel.DEBUG, "Running make");
        ConsoleMessage step = new ConsoleMessage.Log(LogLevel.INFO, "Building");
        TaskJournal journal = JournalTimesTest.journal(root, false, least);
        journal.open();
        journal.write(detail);
        journal.write(step);
        journal.close();

        assertThat(Files.readAllBytes(root.resolve("j")))
                .hasSize(MessageEncoder.encode(step).length
                        + (least == LogLevel.DEBUG ? MessageEncoder.encode(detail).length : 0))
                .endsWith(MessageEncoder.encode(step));
    }

    /** Whoever talks much is heard in beats: a watcher costs something for each of them, not for each message. */
    @Test
    void everyWatcherGetsEverythingInFewPieces() throws Exception {
        TaskJournal journal = JournalTimesTest.journal(root, false);
        journal.open();
        CountDownLatch begun = new CountDownLatch(50);
        List<FutureTask<Watched>> watchers = new ArrayList<>();
        for (int watcher = 0; watcher < 50; watcher++) {
            watchers.add(beside(() -> watch(journal, begun)));
        }
        journal.info("first");
        // At once, though nothing comes after it.
        assertThat(begun.await(10, SECONDS)).isTrue();
        for (int message = 0; message < MESSAGES; message++) {
            journal.info("message " + message);
        }
        journal.close();
        String file = Files.readString(root.resolve("j"), ISO_8859_1);
        for (FutureTask<Watched> watcher : watchers) {
            assertThat(watcher.get(10, SECONDS).bytes()).isEqualTo(file);
            assertThat(watcher.get().pieces()).isBetween(1, MESSAGES / 10);
        }
    }

    /** Somebody comes while the task talks, another one after its end. */
    @Test
    void latecomersMissNothing() throws Exception {
        TaskJournal journal = JournalTimesTest.journal(root, false);
        journal.open();
        List<FutureTask<Watched>> watchers = new ArrayList<>();
        for (int message = 0; message < MESSAGES; message++) {
            journal.info("message " + message);
            if (message % 250 == 0) {
                watchers.add(beside(() -> watch(journal, new CountDownLatch(1))));
            }
        }
        journal.close();
        watchers.add(beside(() -> watch(journal, new CountDownLatch(1))));
        String file = Files.readString(root.resolve("j"), ISO_8859_1);
        for (FutureTask<Watched> watcher : watchers) {
            assertThat(watcher.get(10, SECONDS).bytes()).isEqualTo(file);
        }
    }
}
