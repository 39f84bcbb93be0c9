package fatbuildr.container;

import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;

/** Runs commands in containers. When the calling thread is interrupted, nothing of the container is left. */
public interface ContainerRunner {
    /** Runs with all output in the journal and answers the command's exit status. */
    int status(ContainerRun run, TaskMark mark, Journal journal) throws InterruptedException;

    /** The same, but fails unless the command exits with 0. */
    default void run(ContainerRun run, TaskMark mark, Journal journal) throws InterruptedException {
        int status = status(run, mark, journal);
        if (status != 0) {
            throw failure(run, status);
        }
    }

    /** The failure of a command inside, named as it was given. */
    static FatbuildrException failure(ContainerRun run, int status) {
        return ProcessRunner.failure(Command.of(run.command()), status, "");
    }
}
