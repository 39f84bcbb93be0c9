package fatbuildr.instance;

import fatbuildr.config.Settings;
import fatbuildr.name.Names;
import fatbuildr.yaml.YamlNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The key {@code derivatives} of an instance file. */
final class DerivativeReader {
    private final Set<String> instanceFormats;
    private final List<String> warnings;

    DerivativeReader(Set<String> instanceFormats, List<String> warnings) {
        this.instanceFormats = instanceFormats;
        this.warnings = warnings;
    }

    Map<String, Derivative> read(Optional<YamlNode> declared) {
        Map<String, Derivative> derivatives = new LinkedHashMap<>();
        declared.ifPresent(node -> {
            node.mapping().entries().forEach((name, value) -> derivatives.put(name, derivative(name, value)));
            node.mapping().entries().forEach((name, value) -> checkParents(derivatives, name, value));
        });
        return derivatives;
    }

    private Derivative derivative(String name, YamlNode node) {
        if (name.equals(Derivative.MAIN)) {
            throw node.place().error("the name main is reserved for the default derivative");
        }
        Names.identifierProblem(name).ifPresent(problem -> {
            throw node.place().error(problem);
        });
        if (node.isNull()) {
            return new Derivative(name, Optional.empty(), Derivative.MAIN);
        }
        YamlNode.Mapping parameters = node.mapping();
        warnings.addAll(parameters.unknownKeys(Set.of("formats", "extends")));
        return new Derivative(
                name,
                parameters
                        .value("formats")
                        .map(formats -> formats.sequence().items().stream()
                                .map(this::format)
                                .toList()),
                parameters.optionalText("extends").orElse(Derivative.MAIN));
    }

    private String format(YamlNode node) {
        String format = node.text();
        if (!Settings.KNOWN_FORMATS.contains(format)) {
            throw node.place()
                    .error("unknown format " + format + ", known are " + String.join(", ", Settings.KNOWN_FORMATS));
        }
        if (!instanceFormats.contains(format)) {
            warnings.add(node.place().message("the instance has no format " + format));
        }
        return format;
    }

    private static void checkParents(Map<String, Derivative> derivatives, String name, YamlNode node) {
        Set<String> seen = new HashSet<>();
        String current = name;
        while (!current.equals(Derivative.MAIN)) {
            Derivative derivative = derivatives.get(current);
            if (derivative == null) {
                throw node.place().error("extends " + current + ", which is not defined");
            }
            if (!seen.add(current)) {
                throw node.place().error("extends itself, through " + String.join(", ", new TreeSet<>(seen)));
            }
            current = derivative.parent();
        }
    }
}
