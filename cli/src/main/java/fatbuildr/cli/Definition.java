package fatbuildr.cli;

import fatbuildr.cli.client.Failure;
import fatbuildr.error.FatbuildrException;
import fatbuildr.yaml.YamlNode;
import fatbuildr.yaml.YamlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of an artifact definition that the client decides by (artifact-definition.md sections 1 and 2). */
final class Definition {
    private static final List<String> FILES = List.of("artifact.yml", "artifact.yaml", "meta.yml");
    private static final String DEPRECATED = "meta.yml";
    private static final List<String> FORMATS = List.of("deb", "rpm", "osi");
    private static final String MAIN = "main";

    private final String artifact;
    private final Path directory;
    private final YamlNode.Mapping metadata;

    private Definition(String artifact, Path directory, YamlNode.Mapping metadata) {
        this.artifact = artifact;
        this.directory = directory;
        this.metadata = metadata;
    }

    static Definition load(String artifact, Path directory, Screen screen) {
        if (!Files.isDirectory(directory)) {
            throw Failure.artifact("definition directory " + directory + " does not exist")
                    .hint("see --basedir and --subdir in: fatbuildrctl build --help");
        }
        Path file = FILES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> Failure.artifact("no definition file in " + directory)
                        .hint("it must be called " + String.join(" or ", FILES.subList(0, 2))));
        if (file.endsWith(DEPRECATED)) {
            screen.warning("definition file " + file + " should be renamed to " + FILES.getFirst());
        }
        try {
            return new Definition(artifact, directory, YamlParser.read(file).mapping());
        } catch (FatbuildrException e) {
            throw Failure.artifact(String.valueOf(e.getMessage()));
        }
    }

    Path directory() {
        return directory;
    }

    /** The formats it can be built in. */
    List<String> formats() {
        return FORMATS.stream().filter(metadata.entries()::containsKey).toList();
    }

    List<String> derivatives() {
        return metadata.value("derivatives")
                .map(node -> List.copyOf(node.mapping().entries().keySet()))
                .orElse(List.of(MAIN));
    }

    /** Ids of its sources; the main source has the artifact's name, and may be given without being defined. */
    List<String> sourceIds() {
        return metadata.value("sources")
                .map(node -> List.copyOf(node.mapping().entries().keySet()))
                .orElse(List.of(artifact));
    }

    /** The declared version of a source in a derivative. */
    Optional<String> version(String source, String derivative) {
        boolean several = metadata.value("sources").isPresent();
        Optional<YamlNode> version;
        if (metadata.value("derivatives").isPresent()) {
            version = metadata.required("derivatives").mapping().value(derivative);
        } else {
            version = metadata.value(several ? "versions" : "version");
        }
        return several
                ? version.flatMap(versions -> versions.mapping().optionalText(source))
                : version.map(YamlNode::text);
    }

    /** Whether the packages differ between architectures (cli.md section 6.7). */
    boolean architectureDependent(String format) {
        return switch (format) {
            case "deb" -> lines(List.of("deb/control", "deb/control.j2")).anyMatch(Definition::dependentStanza);
            case "rpm" ->
                lines(List.of("rpm/" + artifact + ".spec"))
                        .noneMatch(line -> line.replaceAll("\\s", "").equals("BuildArch:noarch"));
            default -> false;
        };
    }

    private static boolean dependentStanza(String line) {
        return line.startsWith("Architecture:")
                && !line.substring("Architecture:".length()).strip().equals("all");
    }

    private Stream<String> lines(List<String> candidates) {
        Path file = candidates.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () -> Failure.artifact("file " + directory.resolve(candidates.getFirst()) + " is missing"));
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw Failure.artifact("unable to read " + file + ": " + e.getMessage());
        }
    }
}
