package fatbuildr.engine.registry;

import fatbuildr.api.Artifact;
import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The registries of one instance. A format without one answers as if nothing were published. */
public final class Registries {
    private final Set<String> formats;
    private final Map<String, FormatRegistry> registries;

    /**
     * @param formats those that are known, with a registry or not
     */
    public Registries(Set<String> formats, Map<String, FormatRegistry> registries) {
        this.formats = new TreeSet<>(formats);
        this.formats.addAll(registries.keySet());
        this.registries = new TreeMap<>(registries);
    }

    public void recover() {
        registries.values().forEach(FormatRegistry::recover);
    }

    /** Formats with published content. */
    public List<String> formats() {
        return registries.entrySet().stream()
                .filter(entry -> !entry.getValue().distributions().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<String> distributions(String format) {
        return find(format).map(FormatRegistry::distributions).orElse(List.of());
    }

    /** The registry of a format that holds something in the distribution. */
    public FormatRegistry of(String format, String distribution) {
        return find(format).orElseThrow(() -> unknownDistribution(format, distribution));
    }

    /** The registry to publish in. */
    public FormatRegistry of(String format) {
        return find(format)
                .orElseThrow(() -> FatbuildrException.invalid(
                        "format " + format + " cannot be published by this version: it has no registry"));
    }

    public Map<String, Map<String, Map<String, List<Artifact>>>> search(String text) {
        Map<String, Map<String, Map<String, List<Artifact>>>> found = new TreeMap<>();
        registries.forEach((format, registry) -> {
            for (FormatRegistry.Located located : registry.search(text)) {
                found.computeIfAbsent(format, _ -> new TreeMap<>())
                        .computeIfAbsent(located.distribution(), _ -> new TreeMap<>())
                        .computeIfAbsent(located.derivative(), _ -> new ArrayList<>())
                        .add(located.artifact());
            }
        });
        return found;
    }

    public List<String> verify() {
        return registries.values().stream()
                .flatMap(registry -> registry.verify().stream())
                .toList();
    }

    private Optional<FormatRegistry> find(String format) {
        if (!formats.contains(format)) {
            throw FatbuildrException.notFound("Format " + format + " not supported by registries");
        }
        return Optional.ofNullable(registries.get(format));
    }

    public static FatbuildrException unknownDistribution(String format, String distribution) {
        return FatbuildrException.notFound("Distribution " + distribution + " not found in " + format + " registry");
    }

    public static FatbuildrException unknownDerivative(String format, String distribution, String derivative) {
        return FatbuildrException.notFound(
                "Derivative " + derivative + " not found in " + format + " registry for distribution " + distribution);
    }
}
