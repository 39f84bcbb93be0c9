package fatbuildr.engine.task;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageReader;
import fatbuildr.journal.TimedMessage;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages of a journal, from the first one to the end record. */
record JournalOutput(Path path, Opening opening, JournalTimes times) {
    interface Opening {
        InputStream open() throws IOException;
    }

    /** Gets the messages that came meanwhile; answers whether it wants more. */
    interface Watcher {
        boolean took(List<TimedMessage> messages) throws InterruptedException;
    }

    static JournalOutput of(TaskJournal journal) {
        return growing(journal, journal.times());
    }

    static JournalOutput growing(GrowingJournal journal, JournalTimes times) {
        return new JournalOutput(journal.path(), () -> new JournalStream(journal), times);
    }

    /** A task that another program archived may have no journal. */
    static JournalOutput archived(Path path, Path times) {
        return new JournalOutput(
                path,
                () -> {
                    try {
                        return new FileInputStream(path.toFile());
                    } catch (FileNotFoundException none) {
                        return InputStream.nullInputStream();
                    }
                },
                JournalTimes.read(times));
    }

    /** See {@link fatbuildr.engine.InstanceService#watch}. */
    void give(Watcher watcher) throws InterruptedException {
        try (MessageReader reader = new MessageReader(opening.open())) {
            give(reader, watcher);
        } catch (InterruptedIOException stopped) {
            Thread.interrupted();
            throw new InterruptedException(stopped.getMessage());
        } catch (IOException failure) {
            throw FatbuildrException.external("cannot read the journal " + path + ": " + failure.getMessage(), failure);
        }
    }

    private void give(MessageReader reader, Watcher watcher) throws IOException, InterruptedException {
        while (true) {
            List<TimedMessage> messages = new ArrayList<>();
            boolean ended = false;
            for (Optional<ConsoleMessage> next = reader.read(); next.isPresent() && !ended; next = reader.poll()) {
                messages.add(new TimedMessage(next.get(), times.at(reader.offset())));
                ended = next.get().isEnd();
            }
            if (messages.isEmpty() || !watcher.took(messages) || ended) {
                return;
            }
        }
    }
}
