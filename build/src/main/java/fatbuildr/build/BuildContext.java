package fatbuildr.build;

import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a build task gives to the builder of its format.
 *
 * @param workspace the task's directory, where results are left
 * @param tarball archive of the artifact definition, read and left in place
 * @param supplied source archives given by the user, in request order; {@code path} is a file
 * @param fetched is told the sources, supplied ones included, once all are there
 * @param repository the instance's own published repository of the format
 */
public record BuildContext(
        TaskId id,
        InstanceDefinition instance,
        TaskSpec.ArtifactBuild spec,
        Path workspace,
        Path tarball,
        List<Task.SourceArchive> supplied,
        Consumer<List<Task.SourceArchive>> fetched,
        InstanceRepository repository,
        Journal journal) {
    public BuildContext {
        supplied = List.copyOf(supplied);
    }

    /** The instance's own repository as a build sees it. */
    public interface InstanceRepository {
        /** Root of the format's published files, empty before the first publication. */
        Optional<Path> directory();

        /** A file of a published package; those of packages that are no more stay beside them for a while. */
        Optional<Path> file(String path);

        /** The armoured public key that verifies it. */
        String publicKey();

        /** The newest published source package of that name in the build's distribution and derivative. */
        Optional<PublishedSource> source(String name);

        /**
         * Binary packages the build can see: those of the derivative and its ancestors, as {@code name=version}, and
         * what they provide as {@code name=package version}.
         */
        List<String> visiblePackages();
    }

    /**
     * A source package that is published already.
     *
     * @param version full version
     * @param changelog its complete changelog file
     */
    public record PublishedSource(String version, String changelog) {}
}
