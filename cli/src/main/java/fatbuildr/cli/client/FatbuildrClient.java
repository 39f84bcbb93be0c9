package fatbuildr.cli.client;

import fatbuildr.api.Artifact;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.KeyringInfo;
import fatbuildr.api.PipelineItem;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One instance of a server, whatever carries the calls. Every method fails with a {@link Failure}; those that answer a
 * {@link TaskId} have submitted a task.
 */
public interface FatbuildrClient extends AutoCloseable {
    List<String> architectures();

    /** Everything the instance builds: format to its distributions. */
    Map<String, List<PipelineItem>> formats();

    /** The format of the distribution alone; empty when there is none. */
    Map<String, List<PipelineItem>> formatsOfDistribution(String distribution);

    Map<String, List<PipelineItem>> formatsNamed(String format);

    /** Formats that accept the derivative; fails for an unknown one. */
    Map<String, List<PipelineItem>> formatsOfDerivative(String derivative);

    /** Running tasks, oldest first, then the pending ones, oldest first. */
    List<Task> tasks();

    /** Finished tasks, newest first; {@code limit} 0 is all. */
    List<Task> history(int limit);

    Task task(String id);

    Task cancel(String id);

    TaskId purgeHistory();

    /**
     * Gives the messages of a started task to the consumer, the end record as the last one.
     *
     * @return false when the output broke off before the end record
     */
    boolean journal(TaskId id, Consumer<ConsoleMessage> consumer);

    /**
     * Where the archives of a build are made before it is submitted.
     *
     * @param temporary the user's temporary directory
     */
    default Path uploads(Path temporary) {
        return temporary;
    }

    /** Connects to the console of a task that runs. */
    ConsoleConnection console(Task task);

    TaskId build(BuildRequest request, UploadProgress progress);

    /** Told while the archives of a build go out, on any thread. */
    interface UploadProgress {
        void sent(long bytes, long total);
    }

    List<Artifact> artifacts(String format, String distribution, String derivative);

    TaskId deleteArtifact(String format, String distribution, String derivative, Artifact artifact);

    Optional<KeyringInfo> keyring();

    /** The armoured public key; empty without a keyring. */
    Optional<String> exportKeyring();

    /** A new token for the user whose token is in use. */
    String generateToken();

    TaskId createKeyring();

    TaskId renewKeyring(String duration);

    /** Image and build environments of every format, made or not. */
    List<ImageStatus> images();

    TaskId createImage(String format, boolean force);

    TaskId updateImage(String format);

    TaskId createEnvironment(String format, String environment, String architecture, boolean force);

    TaskId updateEnvironment(String format, String environment, String architecture);

    /** {@code term} is the type of the terminal at hand; without command words a shell is opened. */
    TaskId imageShell(String format, String term, List<String> command);

    TaskId environmentShell(String format, String environment, String architecture, String term, List<String> command);

    @Override
    void close();
}
