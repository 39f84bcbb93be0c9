package fatbuildr.build;

import java.nio.file.Path;
import java.util.List;

/**
 * What a build left in the workspace.
 *
 * @param version full version built
 * @param results files that describe the packages to publish; for deb the {@code .changes} files
 */
public record BuildOutcome(String version, List<Path> results) {
    public BuildOutcome {
        results = List.copyOf(results);
    }
}
