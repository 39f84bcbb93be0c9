package fatbuildr.engine.local;

import fatbuildr.config.Settings;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.engine.token.TokenKey;
import fatbuildr.error.FatbuildrException;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the directories an instance needs before anything else (config.md section 2.6). */
final class InstanceDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceDirectories.class);
    private static final int MOST_OUTPUT = 4096;

    private InstanceDirectories() {}

    static void create(Settings settings, String id) {
        try {
            workspaces(settings.tasks().workspaces().resolve(id));
            DurableFiles.directory(settings.dirs().cache().resolve(id));
            TokenKey.create(settings.tokens().storage(), id);
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot make the directories of instance " + id + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Tasks have nothing to do with each other: ext4 then spreads their directories over the disk (chattr(1), attribute
     * T). Otherwise it puts files where those of the task before were just removed, and looks for a free place there
     * with each of them. Other file systems need no such hint and refuse it.
     */
    private static void workspaces(Path directory) throws IOException {
        boolean made = Files.notExists(directory);
        DurableFiles.directory(directory);
        if (made) {
            try {
                ProcessRunner.Output answer =
                        new ProcessRunner().output(Command.of("chattr", "+T", directory.toString()), MOST_OUTPUT);
                LOG.debug("chattr +T {}: {} {}", directory, answer.status(), answer.errors());
            } catch (FatbuildrException absent) {
                LOG.debug("{} is not spread: {}", directory, absent.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
