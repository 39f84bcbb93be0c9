package fatbuildr.build.deb;

import fatbuildr.registry.deb.DscPackage;
import fatbuildr.registry.deb.ListedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A built source package.
 *
 * @param directory holds its files and nothing else
 */
record SourcePackage(Path directory, DscPackage description) {
    String dsc() {
        return String.valueOf(description.dsc().getFileName());
    }

    /** Names of the files, the {@code .dsc} included. */
    List<String> files() {
        return Stream.concat(Stream.of(dsc()), description.files().stream().map(ListedFile::name))
                .toList();
    }
}
