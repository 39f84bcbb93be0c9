package fatbuildr.build;

import fatbuildr.task.Task;
import java.nio.file.Path;
import java.util.List;

/**
 * What a build left in the workspace.
 *
 * @param version full version built
 * @param archives the sources used, for the task's exported fields
 * @param results files that describe the packages to publish; for deb the {@code .changes} files
 */
public record BuildOutcome(String version, List<Task.SourceArchive> archives, List<Path> results) {
    public BuildOutcome {
        archives = List.copyOf(archives);
        results = List.copyOf(results);
    }
}
