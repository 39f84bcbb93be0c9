package fatbuildr.engine.task;

import fatbuildr.api.ImageStatus;
import fatbuildr.journal.Journal;
import java.util.List;

/** The images and build environments of one instance. */
public interface ImageKeeper {
    /** Removes what a former run left half made, before any task runs. */
    default void recover() throws InterruptedException {}

    void createImage(String format, boolean force, Journal journal) throws InterruptedException;

    void updateImage(String format, Journal journal) throws InterruptedException;

    void createEnvironment(String format, String environment, String architecture, boolean force, Journal journal)
            throws InterruptedException;

    void updateEnvironment(String format, String environment, String architecture, Journal journal)
            throws InterruptedException;

    /** Opens a shell as root in an image, or runs a command there; {@code term} is the type of the client's terminal. */
    void imageShell(String format, String term, List<String> command, Journal journal) throws InterruptedException;

    /** The same in a build environment. */
    void environmentShell(
            String format, String environment, String architecture, String term, List<String> command, Journal journal)
            throws InterruptedException;

    /** What exists of all that the instance's definition asks for. */
    List<ImageStatus> status();
}
