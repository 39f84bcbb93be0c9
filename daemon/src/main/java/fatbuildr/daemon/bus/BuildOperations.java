package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Build submission (dbus-api.md section 4.3). */
final class BuildOperations {
    private final InstanceService instance;
    private final Exchange exchange;

    BuildOperations(InstanceService instance, Exchange exchange) {
        this.instance = instance;
        this.exchange = exchange;
    }

    Map<String, Operation> members() {
        Map<String, Operation> members = new LinkedHashMap<>();
        members.put(
                "Build",
                Operation.command(
                        Action.BUILD,
                        BusError.PIPELINE,
                        (caller, arguments) -> build(arguments, caller, caller.user())));
        members.put(
                "BuildAs",
                Operation.command(
                        Action.BUILD_AS,
                        BusError.PIPELINE,
                        (caller, arguments) -> build(arguments.from(1), caller, Submitter.named(arguments.text(0)))));
        return members;
    }

    private String build(Arguments arguments, Caller caller, String user) {
        TaskSpec.ArtifactBuild build = new TaskSpec.ArtifactBuild(
                arguments.text(0),
                arguments.text(1),
                arguments.text(3),
                arguments.text(4),
                arguments.texts(2),
                arguments.text(5),
                arguments.text(6),
                arguments.text(7),
                arguments.flag(10));
        Map<String, String> paths = new LinkedHashMap<>();
        for (Arguments.Fields archive : arguments.records(9, "source archive")) {
            if (paths.put(archive.text("id"), archive.text("path")) != null) {
                throw new BusError(BusError.INVALID_ARGS, "source " + archive.text("id") + " is given twice");
            }
        }
        return exchange.submit(instance, build, caller, user, arguments.text(8), paths)
                .toString();
    }
}
