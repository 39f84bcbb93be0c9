package fatbuildr.container;

import java.nio.file.Path;
import java.util.List;

/** The root file system of a container. */
public sealed interface Root {
    /** A directory, changed by what runs in it. */
    record InPlace(Path directory) implements Root {}

    /** Directories on top of each other, first the uppermost; changes are thrown away. */
    record Throwaway(List<Path> layers) implements Root {
        public Throwaway {
            layers = List.copyOf(layers);
        }
    }

    /** The same with the changes kept in {@code changes}, an empty directory; {@code work} is beside it. */
    record Recorded(List<Path> layers, Path changes, Path work) implements Root {
        public Recorded {
            layers = List.copyOf(layers);
        }
    }
}
