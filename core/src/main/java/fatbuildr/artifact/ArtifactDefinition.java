package fatbuildr.artifact;

import fatbuildr.config.CommandSplitter;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Derivative;
import fatbuildr.template.Templates;
import fatbuildr.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of an artifact (artifact-definition.md section 2). Names, versions and releases are texts as written.
 * Lookups that find nothing fail with the file, the line and the key to mend.
 */
public final class ArtifactDefinition {
    private final ArtifactName artifact;
    private final YamlNode.Mapping root;

    /** The structure was checked by the loader. */
    ArtifactDefinition(ArtifactName artifact, YamlNode.Mapping root) {
        this.artifact = artifact;
        this.root = root;
    }

    public ArtifactName artifact() {
        return artifact;
    }

    /** Formats it can be built for. */
    public List<String> formats() {
        return DefinitionLoader.FORMATS.stream()
                .filter(root.entries()::containsKey)
                .toList();
    }

    public void requireFormat(String format) {
        if (!formats().contains(format)) {
            throw root.place().error("artifact " + artifact + " does not support format " + format);
        }
    }

    /** Derivatives it can be built for. */
    public List<String> derivatives() {
        return root.value("derivatives")
                .map(node -> List.copyOf(node.mapping().entries().keySet()))
                .orElse(List.of(Derivative.MAIN));
    }

    public void requireDerivative(String derivative) {
        if (!derivatives().contains(derivative)) {
            throw root.place().error("artifact " + artifact + " does not support derivative " + derivative);
        }
    }

    /** Sources with a URL, the main one first, then in file order. */
    public List<SourceId> sources() {
        List<SourceId> sources = new ArrayList<>();
        root.value("sources")
                .ifPresentOrElse(
                        node -> node.mapping().entries().keySet().forEach(id -> {
                            SourceId source = SourceId.parse(id);
                            sources.add(isMain(source) ? 0 : sources.size(), source);
                        }),
                        () -> root.value("source").ifPresent(_ -> sources.add(mainSource())));
        return List.copyOf(sources);
    }

    public SourceId mainSource() {
        return SourceId.parse(artifact.value());
    }

    public boolean isMain(SourceId source) {
        return source.value().equals(artifact.value());
    }

    private boolean hasSeveral() {
        return root.value("sources").isPresent();
    }

    /** The version the definition gives to a source, if any. */
    public Optional<String> version(SourceId source, String derivative) {
        requireDerivative(derivative);
        Optional<YamlNode> versions = root.value("derivatives").isPresent()
                ? root.value("derivatives").flatMap(node -> node.mapping().value(derivative))
                : root.value(hasSeveral() ? "versions" : "version");
        if (hasSeveral()) {
            versions = versions.flatMap(node -> node.mapping().value(source.value()));
        } else if (!isMain(source)) {
            versions = Optional.empty();
        }
        return versions.map(ArtifactDefinition::mainVersion);
    }

    private static String mainVersion(YamlNode node) {
        String version = node.text();
        Versions.mainProblem(version).ifPresent(problem -> {
            throw node.place().error(problem);
        });
        return version;
    }

    public String requireVersion(SourceId source, String derivative) {
        return version(source, derivative)
                .orElseThrow(
                        () -> root.place().error("no version of source " + source + " for derivative " + derivative));
    }

    /** Where to download a version of a source. */
    public SourceUrl url(SourceId source, String version, Templates templates) {
        YamlNode node = (hasSeveral()
                        ? root.required("sources").mapping().value(source.value())
                        : root.value("source").filter(_ -> isMain(source)))
                .orElseThrow(() -> root.place().error("no URL of source " + source));
        try {
            return SourceUrl.parse(templates.render(node.place().key(), node.text(), Map.of("version", version)));
        } catch (FatbuildrException wrong) {
            throw FatbuildrException.invalid(node.place().message(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** What a downloaded source must match: at least one digest, in lower case. */
    public Map<ChecksumAlgorithm, String> checksums(SourceId source, String version) {
        Optional<YamlNode> checksums = root.value("checksums");
        if (hasSeveral()) {
            checksums = checksums.flatMap(node -> node.mapping().value(source.value()));
        }
        YamlNode entry = checksums
                .flatMap(node -> node.mapping().value(version))
                .orElseThrow(() -> root.place().error("no checksum of source " + source + " for version " + version));
        Map<ChecksumAlgorithm, String> digests = new EnumMap<>(ChecksumAlgorithm.class);
        entry.mapping().entries().forEach((key, node) -> digests.put(algorithm(key, node), digest(key, node)));
        if (digests.isEmpty()) {
            throw entry.place().error("at least one checksum is required, such as sha256");
        }
        return digests;
    }

    private static ChecksumAlgorithm algorithm(String key, YamlNode node) {
        return ChecksumAlgorithm.find(key)
                .orElseThrow(() -> node.place()
                        .error("unknown algorithm; known are md5, sha1, sha224, sha256, sha384 and sha512"));
    }

    private static String digest(String key, YamlNode node) {
        String digest = node.text().strip().toLowerCase(Locale.ROOT);
        if (!algorithm(key, node).accepts(digest)) {
            throw node.place().error("not a hexadecimal " + key + " digest");
        }
        return digest;
    }

    /** The release of a format; osi images have the constant 0. */
    public String release(String format) {
        requireFormat(format);
        return format.equals("osi")
                ? "0"
                : root.required(format).mapping().text("release").strip();
    }

    /** Additional words for the build command. */
    public List<String> buildArguments(String format) {
        Optional<YamlNode> arguments = root.value(format)
                .filter(YamlNode.Mapping.class::isInstance)
                .flatMap(section -> section.mapping().value("buildargs"));
        try {
            return arguments.map(node -> CommandSplitter.words(node.text())).orElse(List.of());
        } catch (IllegalArgumentException wrong) {
            throw arguments.orElseThrow().place().error(String.valueOf(wrong.getMessage()));
        }
    }

    /** The version to build for a distribution, without a rebuild counter. */
    public ArtifactVersion target(String format, String mainVersion, Optional<String> tag) {
        return ArtifactVersion.of(mainVersion, release(format), tag);
    }
}
