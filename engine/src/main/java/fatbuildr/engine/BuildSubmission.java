package fatbuildr.engine;

import fatbuildr.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * A request to build. The files lie in {@code directory}, a private directory that the engine takes over: it is gone
 * when {@code submit} returns, whether it accepted or refused.
 *
 * @param tarball archive of the artifact definition
 * @param sources archives given by the user instead of downloads
 */
public record BuildSubmission(
        TaskSpec.ArtifactBuild build, Path directory, Path tarball, List<SuppliedSource> sources) {
    public BuildSubmission {
        sources = List.copyOf(sources);
    }

    /** The file's name carries the version: {@code ID-VERSION.tar.xz}. */
    public record SuppliedSource(String id, Path file) {}
}
