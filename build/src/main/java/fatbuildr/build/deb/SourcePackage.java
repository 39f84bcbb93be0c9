package fatbuildr.build.deb;

import fatbuildr.registry.deb.DscPackage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A built source package.
 *
 * @param directory holds its files and nothing else
 */
record SourcePackage(Path directory, DscPackage description, String version) {
    String dsc() {
        return String.valueOf(description.dsc().getFileName());
    }

    /** Names of the files, the {@code .dsc} included. */
    List<String> files() {
        return Stream.concat(Stream.of(dsc()), description.files().stream().map(file -> file.name()))
                .toList();
    }

    /** Whether a further architecture has anything to build of its own. */
    boolean hasArchitecturePackages() {
        String architectures = description.stanza().get("Architecture").orElse("any");
        return !Set.copyOf(Arrays.asList(architectures.strip().split("\\s+", -1)))
                .equals(Set.of("all"));
    }
}
