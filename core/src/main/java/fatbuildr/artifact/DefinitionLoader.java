package fatbuildr.artifact;

import fatbuildr.config.Settings;
import fatbuildr.error.FatbuildrException;
import fatbuildr.yaml.YamlNode;
import fatbuildr.yaml.YamlParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Finds and checks the metadata file of a definition directory. */
public final class DefinitionLoader {
    static final List<String> FORMATS = Settings.KNOWN_FORMATS;

    private static final String DEPRECATED = "meta.yml";
    private static final List<String> FILES = List.of("artifact.yml", "artifact.yaml", DEPRECATED);

    private DefinitionLoader() {}

    /** @param warnings is told of deprecated and unknown things, one line each */
    public static ArtifactDefinition load(Path directory, ArtifactName artifact, Consumer<String> warnings) {
        for (String name : FILES) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                if (name.equals(DEPRECATED)) {
                    warnings.accept(DEPRECATED + " is deprecated: rename it to " + FILES.getFirst());
                }
                return parse(name, file, artifact);
            }
        }
        throw FatbuildrException.invalid("no definition of artifact " + artifact + " in " + directory + ": one of "
                + String.join(", ", FILES) + " is expected");
    }

    private static ArtifactDefinition parse(String name, Path file, ArtifactName artifact) {
        YamlNode document = YamlParser.read(name, file);
        if (document.isNull()) {
            throw document.place().error("the definition is empty");
        }
        YamlNode.Mapping root = document.mapping();
        checkSources(root, artifact);
        checkVersions(root);
        root.value("checksums").ifPresent(YamlNode::mapping);
        FORMATS.forEach(format -> checkFormat(root, format));
        ArtifactDefinition definition = new ArtifactDefinition(artifact, root);
        if (definition.formats().isEmpty()) {
            throw root.place().error("no format: one of the keys " + String.join(", ", FORMATS) + " is expected");
        }
        return definition;
    }

    private static void checkSources(YamlNode.Mapping root, ArtifactName artifact) {
        root.value("source").ifPresent(YamlNode::text);
        root.value("sources").ifPresent(node -> {
            node.mapping().entries().forEach((id, url) -> {
                try {
                    SourceId.parse(id);
                } catch (FatbuildrException wrong) {
                    throw url.place().error(String.valueOf(wrong.getMessage()));
                }
                url.text();
            });
            if (!node.mapping().entries().containsKey(artifact.value())) {
                throw node.place()
                        .error("no main source: one of the sources must have the name of the artifact, " + artifact);
            }
        });
    }

    private static void checkVersions(YamlNode.Mapping root) {
        boolean several = root.value("sources").isPresent();
        root.value("derivatives").ifPresent(node -> {
            if (node.mapping().entries().isEmpty()) {
                throw node.place().error("at least one derivative is required");
            }
            node.mapping().entries().values().forEach(value -> checkVersion(value, several));
        });
        root.value("version").filter(_ -> !several).ifPresent(YamlNode::text);
        root.value("versions").filter(_ -> several).ifPresent(value -> checkVersion(value, true));
    }

    private static void checkVersion(YamlNode node, boolean several) {
        if (node.isNull()) {
            return;
        }
        if (several) {
            node.mapping().entries().values().stream()
                    .filter(value -> !value.isNull())
                    .forEach(YamlNode::text);
        } else {
            node.text();
        }
    }

    private static void checkFormat(YamlNode.Mapping root, String format) {
        if (format.equals("osi") || !root.entries().containsKey(format)) {
            return;
        }
        YamlNode release = root.value(format)
                .orElseThrow(() -> root.place().error(format + ": key release is missing"))
                .mapping()
                .required("release");
        Versions.releaseProblem(release.text().strip()).ifPresent(problem -> {
            throw release.place().error(problem);
        });
    }
}
