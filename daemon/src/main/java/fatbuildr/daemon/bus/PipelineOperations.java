package fatbuildr.daemon.bus;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Instance;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.RecordCodec;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an instance builds (dbus-api.md sections 4.1 and 4.2). */
final class PipelineOperations {
    private static final String NO_ENVIRONMENT = "none";

    private final InstanceDefinition definition;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    PipelineOperations(InstanceDefinition definition) {
        this.definition = definition;
        put("Instance", _ -> RecordCodec.record(ApiJson.instance(Instance.of(definition))));
        put("PipelinesFormats", _ -> pipelines().formats());
        put("PipelinesArchitectures", _ -> definition.architectures());
        put(
                "PipelinesFormatDistributions",
                arguments -> pipelines().distributions(arguments.text(0)).stream()
                        .map(Distribution::name)
                        .toList());
        put(
                "PipelinesDistributionFormat",
                arguments -> distribution(arguments.text(0)).format());
        put("PipelinesDistributionEnvironment", arguments -> environment(arguments.text(0)));
        put(
                "PipelinesDistributionDerivatives",
                arguments -> pipelines()
                        .derivativesOf(distribution(arguments.text(0)).format()));
        put("PipelinesDerivativeFormats", arguments -> pipelines().formatsOf(arguments.text(0)));
    }

    Map<String, Operation> members() {
        return members;
    }

    private void put(String name, Operation.Query query) {
        members.put(name, Operation.query(Action.VIEW_PIPELINE, BusError.PIPELINE, query));
    }

    private Pipelines pipelines() {
        return definition.pipelines();
    }

    private Distribution distribution(String name) {
        return all().stream()
                .filter(distribution -> distribution.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        FatbuildrException.notFound("Unable to find format corresponding to distribution " + name));
    }

    private String environment(String name) {
        return all().stream()
                .filter(distribution -> distribution.name().equals(name))
                .findFirst()
                .flatMap(Distribution::environment)
                .orElse(NO_ENVIRONMENT);
    }

    private List<Distribution> all() {
        return pipelines().distributions().values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
