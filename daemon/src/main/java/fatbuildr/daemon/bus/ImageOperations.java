package fatbuildr.daemon.bus;

import fatbuildr.api.ApiJson;
import fatbuildr.dbus.BusError;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Images and build environments: which there are; every call is a task (dbus-api.md section 4.3). */
final class ImageOperations {
    private final InstanceService instance;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    ImageOperations(InstanceService instance) {
        this.instance = instance;
        members.put(
                "Images",
                Operation.query(
                        Action.MANAGE_IMAGE,
                        BusError.PIPELINE,
                        _ -> RegistryOperations.records(instance.images(), ApiJson::image)));
        put("ImageCreate", arguments -> new TaskSpec.ImageCreation(arguments.text(0), arguments.flag(1)));
        put("ImageUpdate", arguments -> new TaskSpec.ImageUpdate(arguments.text(0)));
        put(
                "ImageShell",
                arguments -> new TaskSpec.ImageShell(arguments.text(0), arguments.text(1), arguments.texts(2)));
        put("ImageEnvironmentCreate", arguments -> creation(arguments, false));
        put("ImageEnvironmentReplace", arguments -> creation(arguments, true));
        put(
                "ImageEnvironmentUpdate",
                arguments -> new TaskSpec.EnvironmentUpdate(arguments.text(0), arguments.text(1), arguments.text(2)));
        put(
                "ImageEnvironmentShell",
                arguments -> new TaskSpec.EnvironmentShell(
                        arguments.text(0),
                        arguments.text(1),
                        arguments.text(2),
                        arguments.text(3),
                        arguments.texts(4)));
    }

    Map<String, Operation> members() {
        return members;
    }

    private static TaskSpec creation(Arguments arguments, boolean force) {
        return new TaskSpec.EnvironmentCreation(arguments.text(0), arguments.text(1), arguments.text(2), force);
    }

    private void put(String name, Function<Arguments, TaskSpec> spec) {
        members.put(
                name,
                Operation.command(
                        Action.MANAGE_IMAGE,
                        BusError.PIPELINE,
                        (caller, arguments) -> instance.submit(spec.apply(arguments), caller.user())
                                .toString()));
    }
}
