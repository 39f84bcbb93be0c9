package fatbuildr.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the artifact page shows: the source form or the binary form (http-api.md section 6.10). */
public sealed interface ArtifactDescription {
    String artifact();

    List<ChangelogEntry> changelog();

    record OfSource(String artifact, List<Artifact> binaries, List<ChangelogEntry> changelog)
            implements ArtifactDescription {
        public OfSource {
            binaries = List.copyOf(binaries);
            changelog = List.copyOf(changelog);
        }
    }

    /** {@code source} is null when the source package is gone. */
    record OfBinary(
            String artifact, @Nullable Artifact source, List<ChangelogEntry> changelog, List<ArtifactContent> content)
            implements ArtifactDescription {
        public OfBinary {
            changelog = List.copyOf(changelog);
            content = List.copyOf(content);
        }
    }
}
