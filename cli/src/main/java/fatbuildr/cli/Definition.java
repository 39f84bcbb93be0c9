package fatbuildr.cli;

import fatbuildr.artifact.ArchitectureDependence;
import fatbuildr.artifact.ArtifactDefinition;
import fatbuildr.artifact.ArtifactName;
import fatbuildr.artifact.DefinitionLoader;
import fatbuildr.artifact.SourceId;
import fatbuildr.cli.client.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The definition that a build command names, with what to do next when something in it does not fit. */
final class Definition {
    private final ArtifactDefinition definition;
    private final Path directory;

    private Definition(ArtifactDefinition definition, Path directory) {
        this.definition = definition;
        this.directory = directory;
    }

    static Definition load(String artifact, Path directory, Screen screen) {
        if (!Files.isDirectory(directory)) {
            throw Failure.artifact("definition directory " + directory + " does not exist")
                    .hint("see --basedir and --subdir in: fatbuildrctl build --help");
        }
        return new Definition(
                DefinitionLoader.load(directory, ArtifactName.parse(artifact), screen::warning), directory);
    }

    Path directory() {
        return directory;
    }

    List<String> formats() {
        return definition.formats();
    }

    void requireFormat(String format) {
        if (!formats().contains(format)) {
            throw Failure.artifact(
                            "format " + format + " is not in the definition of artifact " + definition.artifact())
                    .hint("its formats: " + String.join(", ", formats()));
        }
    }

    void requireDerivative(String derivative) {
        if (!definition.derivatives().contains(derivative)) {
            throw Failure.artifact("derivative " + derivative + " is not in the definition of artifact "
                            + definition.artifact())
                    .hint("its derivatives: " + String.join(", ", definition.derivatives()));
        }
    }

    /** The main source may be given without being defined: software that is not released anywhere. */
    Set<String> sourceIds() {
        Set<String> ids = new LinkedHashSet<>(Set.of(definition.mainSource().value()));
        definition.sources().forEach(source -> ids.add(source.value()));
        return ids;
    }

    ArtifactDefinition contents() {
        return definition;
    }

    Optional<String> version(String source, String derivative) {
        return definition.version(SourceId.parse(source), derivative);
    }

    boolean architectureDependent(String format) {
        return ArchitectureDependence.of(directory, definition.artifact(), format);
    }
}
