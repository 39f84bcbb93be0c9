package fatbuildr.environment;

import fatbuildr.config.Settings;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the packages of an environment come from: the instance definition's mirror, else the configuration's, else the
 * mirror of this machine. The machine's own components are used with its own mirror.
 */
record MirrorChoice(HostMirror host) {
    List<AptSource> sources(InstanceDefinition instance, EnvironmentId id, Settings.Format format) {
        Optional<String> mirror = mirror(instance, id, format);
        List<String> components = components(instance, id, format);
        if (mirror.isPresent()) {
            return List.of(configured(mirror.get(), id.environment(), components));
        }
        return host.sources(id.environment(), id.nativeArchitecture()).stream()
                .map(source -> components.isEmpty() ? source : source.of(source.suite(), components))
                .toList();
    }

    /** What instance and configuration say, a line each, to be compared with what they say later. */
    static List<String> configured(InstanceDefinition instance, EnvironmentId id, Settings.Format format) {
        return List.of(
                "mirror " + mirror(instance, id, format).orElse(""),
                "components " + String.join(" ", components(instance, id, format)));
    }

    private static Optional<String> mirror(InstanceDefinition instance, EnvironmentId id, Settings.Format format) {
        return users(instance, id).stream()
                .flatMap(distribution -> distribution.mirror().stream())
                .findFirst()
                .or(format::defaultMirror);
    }

    /** Empty for those of this machine's own mirror. */
    private static List<String> components(InstanceDefinition instance, EnvironmentId id, Settings.Format format) {
        return users(instance, id).stream()
                .map(Distribution::components)
                .filter(components -> !components.isEmpty())
                .findFirst()
                .orElseGet(() -> mirror(instance, id, format).isPresent() ? format.defaultComponents() : List.of());
    }

    private AptSource configured(String mirror, String suite, List<String> components) {
        Map<String, String> trust = host.at(mirror).map(AptSource::options).orElse(Map.of());
        List<String> wanted = components.isEmpty() ? List.of("main") : components;
        return new AptSource(mirror, suite, wanted, List.of(), trust);
    }

    /** The distributions built in an environment; several may share it. */
    static List<Distribution> users(InstanceDefinition instance, EnvironmentId id) {
        return instance.pipelines().distributions(id.format()).stream()
                .filter(distribution -> distribution
                        .environment()
                        .filter(id.environment()::equals)
                        .isPresent())
                .toList();
    }
}
