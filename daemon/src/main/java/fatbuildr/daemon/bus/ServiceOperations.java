package fatbuildr.daemon.bus;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Instance;
import fatbuildr.dbus.BusError;
import fatbuildr.engine.Engine;
import java.util.Map;
import java.util.Optional;

/** The service object: which instances there are (dbus-api.md section 3). */
final class ServiceOperations {
    private ServiceOperations() {}

    static Map<String, Operation> members(Engine engine, InstancePaths paths) {
        return Map.of(
                "GetInstance",
                new Operation(
                        Optional.empty(),
                        Operation.as(BusError.UNKNOWN_INSTANCE),
                        (_, arguments) -> paths.of(arguments.text(0))),
                "Instances",
                Operation.query(
                        Action.VIEW_PIPELINE,
                        BusError.PIPELINE,
                        _ -> RegistryOperations.records(
                                engine.instances().stream()
                                        .map(instance -> Instance.of(instance.definition()))
                                        .toList(),
                                ApiJson::instance)));
    }
}
