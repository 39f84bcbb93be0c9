package fatbuildr.engine.registry;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.build.BuildContext;
import fatbuildr.journal.Journal;
import fatbuildr.task.TaskId;
import java.nio.file.Path;
import java.util.List;

/**
 * The role of a format's registry in one instance. What is published is one transaction with the task that publishes
 * it; queries answer from the store.
 */
public interface FormatRegistry {
    /** Finishes publications that a crash cut off after they were committed. */
    void recover();

    /** Distributions with published content, sorted. */
    List<String> distributions();

    /** Derivatives with published content; fails for a distribution without any. */
    List<String> derivatives(String distribution);

    /** As {@link fatbuildr.engine.InstanceService#generation}. */
    long generation(String distribution);

    List<Artifact> artifacts(String distribution, String derivative);

    /** Those whose name contains the text, by distribution and derivative. */
    List<Located> search(String text);

    ArtifactDescription describe(String distribution, String derivative, String architecture, String name);

    /** As {@link fatbuildr.engine.InstanceService#files}. */
    List<ArtifactFile> files(String distribution, String derivative, String architecture, String name);

    /** The artifact as published, with its size; fails when it is not, in that very version. */
    Artifact published(String distribution, String derivative, Artifact artifact);

    /** The registry as a build for this distribution and derivative sees it. */
    BuildContext.InstanceRepository repository(String distribution, String derivative);

    /**
     * Publishes what a build left, all or nothing.
     *
     * @param results {@link fatbuildr.build.BuildOutcome#results()}
     */
    void publish(TaskId task, String distribution, String derivative, List<Path> results, Journal journal);

    void delete(TaskId task, String distribution, String derivative, Artifact artifact, Journal journal);

    /** Differences between the rows, the files and what is published; empty when they agree. */
    List<String> verify();

    /** Where an artifact is published. */
    record Located(String distribution, String derivative, Artifact artifact) {}
}
