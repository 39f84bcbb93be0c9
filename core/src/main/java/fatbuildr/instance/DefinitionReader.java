package fatbuildr.instance;

import fatbuildr.name.Names;
import fatbuildr.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One instance file to its definition (config.md sections 2.2 to 2.5). */
final class DefinitionReader {
    private static final Set<String> KEYS = Set.of("name", "gpg", "formats", "architectures", "derivatives");

    private final String id;
    private final String hostArchitecture;
    private final List<String> enabledFormats;
    private final List<String> warnings;

    DefinitionReader(String id, String hostArchitecture, List<String> enabledFormats, List<String> warnings) {
        this.id = id;
        this.hostArchitecture = hostArchitecture;
        this.enabledFormats = enabledFormats;
        this.warnings = warnings;
    }

    InstanceDefinition read(YamlNode.Mapping file) {
        warnings.addAll(file.unknownKeys(KEYS));
        String name = line(file, "name");
        InstanceDefinition.Owner owner = owner(file.required("gpg").mapping());
        Map<String, List<Distribution>> distributions =
                new DistributionReader(warnings).read(file.required("formats").mapping());
        List<String> architectures = architectures(file.value("architectures"));
        Map<String, Derivative> derivatives =
                new DerivativeReader(distributions.keySet(), warnings).read(file.value("derivatives"));
        return new InstanceDefinition(
                id, name, owner, architectures, new Pipelines(enabled(distributions, file), derivatives));
    }

    private InstanceDefinition.Owner owner(YamlNode.Mapping gpg) {
        warnings.addAll(gpg.unknownKeys(Set.of("name", "email")));
        String name = line(gpg, "name");
        String email = line(gpg, "email");
        if (name.matches(".*[<>].*")) {
            throw gpg.required("name").place().error("a name may not hold < or >");
        }
        if (!email.matches("[^\\s<>]+@[^\\s<>]+")) {
            throw gpg.required("email").place().error("not a mail address");
        }
        return new InstanceDefinition.Owner(name, email);
    }

    /** A text that goes into headers of other formats: one line, not blank. */
    private static String line(YamlNode.Mapping mapping, String key) {
        String text = mapping.text(key).strip();
        if (text.isEmpty() || !Names.isPrintable(text)) {
            throw mapping.required(key).place().error("a text of one line is expected");
        }
        return text;
    }

    private Map<String, List<Distribution>> enabled(
            Map<String, List<Distribution>> distributions, YamlNode.Mapping file) {
        Map<String, List<Distribution>> enabled = new LinkedHashMap<>(distributions);
        for (String format : distributions.keySet()) {
            if (!enabledFormats.contains(format)) {
                warnings.add(file.required("formats")
                        .place()
                        .message(format + " is not enabled in [images] formats of the configuration, left out"));
                enabled.remove(format);
            }
        }
        return enabled;
    }

    private List<String> architectures(Optional<YamlNode> declared) {
        Set<String> names = new LinkedHashSet<>(List.of(hostArchitecture));
        List<YamlNode> items = new ArrayList<>();
        declared.ifPresent(node -> items.addAll(node.sequence().items()));
        for (YamlNode item : items) {
            String name = Architectures.canonical(item.text());
            if (name.equals(Architectures.SOURCE)
                    || name.equals(Architectures.INDEPENDENT)
                    || !name.matches("[a-z0-9][a-z0-9_]*")) {
                throw item.place().error("not an architecture: " + item.text());
            }
            names.add(name);
        }
        return List.copyOf(names);
    }
}
