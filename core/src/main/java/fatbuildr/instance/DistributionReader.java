package fatbuildr.instance;

import fatbuildr.config.Settings;
import fatbuildr.name.Names;
import fatbuildr.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The key {@code formats} of an instance file. */
final class DistributionReader {
    private final List<String> warnings;
    private final Set<String> names = new HashSet<>();

    DistributionReader(List<String> warnings) {
        this.warnings = warnings;
    }

    Map<String, List<Distribution>> read(YamlNode.Mapping formats) {
        Map<String, List<Distribution>> distributions = new LinkedHashMap<>();
        formats.entries().forEach((format, node) -> {
            if (!Settings.KNOWN_FORMATS.contains(format)) {
                throw node.place().error("unknown format, known are " + String.join(", ", Settings.KNOWN_FORMATS));
            }
            distributions.put(format, distributions(format, node.sequence()));
        });
        if (distributions.isEmpty()) {
            throw formats.place().error("at least one format is required");
        }
        return distributions;
    }

    private List<Distribution> distributions(String format, YamlNode.Sequence list) {
        List<Distribution> distributions = new ArrayList<>();
        Map<String, Distribution> byEnvironment = new HashMap<>();
        for (YamlNode item : list.items()) {
            Distribution distribution = distribution(format, item.mapping());
            if (!names.add(distribution.name())) {
                throw item.place().error("distribution " + distribution.name() + " is defined twice");
            }
            distribution.environment().ifPresent(environment -> {
                Distribution other = byEnvironment.putIfAbsent(environment, distribution);
                if (other != null && !sameEnvironment(other, distribution)) {
                    throw item.place()
                            .error("distributions " + other.name() + " and " + distribution.name()
                                    + " share the environment " + environment
                                    + " but differ in mirror, components or modules");
                }
            });
            distributions.add(distribution);
        }
        return distributions;
    }

    private static boolean sameEnvironment(Distribution left, Distribution right) {
        return left.mirror().equals(right.mirror())
                && left.components().equals(right.components())
                && left.modules().equals(right.modules());
    }

    private Distribution distribution(String format, YamlNode.Mapping node) {
        warnings.addAll(node.unknownKeys(keys(format)));
        String name = identifier(node.required("name"));
        if (format.equals("osi")) {
            return new Distribution(
                    name, format, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
        }
        return new Distribution(
                name,
                format,
                Optional.of(identifier(node.required("env"))),
                Optional.of(tag(format, node.required("tag"))),
                format.equals("deb") ? node.value("mirror").map(DistributionReader::word) : Optional.empty(),
                format.equals("deb")
                        ? node.value("components")
                                .map(DistributionReader::words)
                                .orElse(List.of())
                        : List.of(),
                format.equals("rpm")
                        ? node.value("modules").map(DistributionReader::modules).orElse(List.of())
                        : List.of());
    }

    private static Set<String> keys(String format) {
        return switch (format) {
            case "deb" -> Set.of("name", "env", "tag", "mirror", "components");
            case "rpm" -> Set.of("name", "env", "tag", "modules");
            default -> Set.of("name");
        };
    }

    static String identifier(YamlNode node) {
        String name = node.text();
        Names.identifierProblem(name).ifPresent(problem -> {
            throw node.place().error(problem);
        });
        return name;
    }

    private static String tag(String format, YamlNode node) {
        String tag = node.text();
        if (format.equals("deb") && tag.contains("_")) {
            throw node.place().error("a tag of a deb distribution may not hold _, which no Debian version can");
        }
        if (!tag.matches("[A-Za-z0-9][A-Za-z0-9.+~_]{0,49}")) {
            throw node.place().error("a tag may hold only letters and digits of ASCII and . + ~ _");
        }
        return tag;
    }

    private static String word(YamlNode node) {
        String word = node.text();
        if (!word.matches("[\\x21-\\x7e]+")) {
            throw node.place().error("a text without blanks is expected");
        }
        return word;
    }

    private static List<String> words(YamlNode node) {
        List<String> words = Arrays.stream(node.text().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (!words.stream().allMatch(word -> word.matches("[A-Za-z0-9][A-Za-z0-9_.+/-]*"))) {
            throw node.place().error("not a list of components separated by blanks");
        }
        return words;
    }

    private static List<String> modules(YamlNode node) {
        return node.sequence().items().stream().map(DistributionReader::word).toList();
    }
}
