package fatbuildr.container;

import fatbuildr.process.Command;
import java.nio.file.Path;

/**
 * Who runs a container: every process of it outside carries these two in its environment, so that a later run of the
 * daemon can tell what a former one left behind.
 *
 * @param task identifier of the task
 * @param directory the task's own directory, where throw-away changes may lie as well
 */
public record TaskMark(String task, Path directory) {
    static final String TASK = "FATBUILDR_TASK";
    static final String DIRECTORY = "FATBUILDR_DIRECTORY";

    /** The command with the mark on it. */
    public Command on(Command command) {
        return command.env(TASK, task).env(DIRECTORY, directory.toString());
    }
}
