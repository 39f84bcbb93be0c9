package fatbuildr.engine;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.KeyringInfo;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything one instance offers, the same through every door. Queries answer from the store; everything that changes
 * state is a task. Failures are {@link fatbuildr.error.FatbuildrException}s with the texts of http-api.md section 3.3.
 */
public interface InstanceService {
    InstanceDefinition definition();

    /** Root of the published files, {@code dirs.registry/ID}. */
    Path registryDirectory();

    /** Those of the definition's formats that builds can be submitted for. */
    List<String> buildable();

    /** Fails as a submission would when no builds of the format are possible, known or not. */
    void requireBuildable(String format);

    /** Formats with published content. */
    List<String> formats();

    /** Distributions of a format with published content, empty when there is none. */
    List<String> distributions(String format);

    List<String> derivatives(String format, String distribution);

    /**
     * A number that only grows, with every change of what is published in the distribution and no later than anybody can
     * see it: what was made of an answer asked for afterwards is good until the number is another one.
     */
    long generation(String format, String distribution);

    /** Sources and binaries, each name, architecture and version once. */
    List<Artifact> artifacts(String format, String distribution, String derivative);

    ArtifactDescription artifact(
            String format, String distribution, String derivative, String architecture, String name);

    /** The files that make an artifact, the one to begin with first. */
    List<ArtifactFile> files(String format, String distribution, String derivative, String architecture, String name);

    /** Artifacts whose name contains the text: format to distribution to derivative, without empty branches. */
    Map<String, Map<String, Map<String, List<Artifact>>>> search(String text);

    /** Running tasks, oldest first: more than one when the instance has several workers. */
    List<Task> running();

    /** Tasks waiting, oldest first, without the running ones. */
    List<Task> queue();

    /** Finished tasks, newest first; {@code limit} 0 is all. */
    default List<Task> history(int limit) {
        return history(0, limit);
    }

    /** The same without the {@code skipped} newest ones. */
    List<Task> history(int skipped, int limit);

    /** Names of workers that ended by a defect: none in good health. */
    default List<String> failedWorkers() {
        return List.of();
    }

    Task task(TaskId id);

    /** Fails as {@link #task} does when there is no such task, without asking the store about unfinished ones. */
    void requireTask(TaskId id);

    /** Validates everything that can be known now, stores the task durably, and answers its id. */
    TaskId submitBuild(BuildSubmission submission, String user);

    /** The same for the other types of task. */
    TaskId submit(TaskSpec spec, String user);

    /** Ends a pending or running task as failed; a finished one is a conflict. Returns once it is recorded. */
    void cancel(TaskId id, String user);

    /**
     * Gives the messages of a task from the first one to its end record, waiting for those to come, on the caller's
     * thread: each time those that came meanwhile, never none. Returns after the end record, when the consumer answers
     * false, or with the last message of a journal that has no end record. A pending task's messages are waited for.
     */
    void watch(TaskId id, Predicate<List<TimedMessage>> consumer) throws InterruptedException;

    /**
     * Sits down at the terminal of an interactive task, pending ones too. Tasks that take no input, and finished ones,
     * ignore what is sent. The output comes by {@link #watch}.
     */
    Attachment attach(TaskId id);

    Optional<KeyringInfo> keyring();

    /** The armoured public key. */
    Optional<String> exportKeyring();

    /** Issues and checks the tokens of this instance. */
    Tokens tokens();

    /** Image and environments of every format, made or not. */
    List<ImageStatus> images();
}
