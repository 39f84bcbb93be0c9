package fatbuildr.environment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One place of binary packages, as apt's configuration names it.
 *
 * @param architectures empty for all
 * @param options those that say what to trust: {@code Signed-By}, {@code Trusted}, {@code Check-Valid-Until}
 */
public record AptSource(
        String uri, String suite, List<String> components, List<String> architectures, Map<String, String> options) {
    /** Options of apt that decide whether the packages are accepted, in their deb822 spelling. */
    static final List<String> TRUST = List.of("Signed-By", "Trusted", "Check-Valid-Until");

    public AptSource {
        components = List.copyOf(components);
        architectures = List.copyOf(architectures);
        options = Map.copyOf(options);
    }

    boolean serves(String architecture) {
        return architectures.isEmpty() || architectures.contains(architecture);
    }

    AptSource at(String otherUri) {
        return new AptSource(otherUri, suite, components, architectures, options);
    }

    AptSource of(String otherSuite, List<String> otherComponents) {
        return new AptSource(uri, otherSuite, otherComponents, architectures, options);
    }

    /** Files with keys that the source is verified with. */
    public List<Path> keyFiles() {
        return Optional.ofNullable(options.get("Signed-By")).stream()
                .flatMap(value -> List.of(value.strip().split("[\\s,]+", -1)).stream())
                .filter(word -> word.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    /** The source as a paragraph of a {@code .sources} file. */
    String text() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Types", "deb");
        fields.put("URIs", uri);
        fields.put("Suites", suite);
        fields.put("Components", String.join(" ", components));
        fields.putAll(new TreeMap<>(options));
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name)
                .append(value.startsWith("\n") ? ":" : ": ")
                .append(value)
                .append('\n'));
        return text.toString();
    }

    /** A whole {@code .sources} file. */
    static String file(List<AptSource> sources) {
        return String.join("\n", sources.stream().map(AptSource::text).toList());
    }
}
