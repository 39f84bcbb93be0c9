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
        List<Distribution> users = users(instance, id);
        List<String> declared = users.stream()
                .map(Distribution::components)
                .filter(components -> !components.isEmpty())
                .findFirst()
                .orElse(List.of());
        Optional<String> mirror = users.stream()
                .flatMap(distribution -> distribution.mirror().stream())
                .findFirst()
                .or(format::defaultMirror);
        if (mirror.isPresent()) {
            List<String> components = declared.isEmpty() ? format.defaultComponents() : declared;
            return List.of(configured(mirror.get(), id.environment(), components));
        }
        return host.sources(id.environment(), id.nativeArchitecture()).stream()
                .map(source -> declared.isEmpty() ? source : source.of(source.suite(), declared))
                .toList();
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
