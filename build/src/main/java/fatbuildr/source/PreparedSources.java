package fatbuildr.source;

import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.ArtifactVersion;
import fatbuildr.artifact.PatchSeries;
import java.nio.file.Path;
import java.util.List;

/**
 * What every format's build starts from: a definition with all rendered, its final version, and verified archives.
 *
 * @param directory the unpacked definition; renamed and rendered
 * @param version with the rebuild counter
 * @param archives the main one first, then the supplementary ones in the order of the definition
 * @param patches rendered
 */
public record PreparedSources(
        Path directory,
        ArtifactDefinition definition,
        ArtifactVersion version,
        List<SourceArchive> archives,
        PatchSeries patches) {
    public PreparedSources {
        archives = List.copyOf(archives);
    }
}
