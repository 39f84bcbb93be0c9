package fatbuildr.container;

import java.nio.file.Path;

/** The root file system of a container. */
public sealed interface Root {
    /** A directory, changed by what runs in it. */
    record InPlace(Path directory) implements Root {}

    /** A directory that nothing can change; what comes into /tmp and /var/tmp is thrown away. The fastest. */
    record ReadOnly(Path directory) implements Root {}

    /** A directory that stays as it is: changes are thrown away. */
    record Throwaway(Path directory) implements Root {}

    /**
     * The same with the changes kept, for {@link OverlayChanges}, in {@code changes}, an empty directory; {@code work} is
     * beside it.
     */
    record Recorded(Path directory, Path changes, Path work) implements Root {}
}
