package fatbuildr.daemon.bus;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.RecordCodec;
import fatbuildr.dbus.Value;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Architectures;
import fatbuildr.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What an instance has published, and its deletion (dbus-api.md section 4). */
final class RegistryOperations {
    private final InstanceService instance;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    RegistryOperations(InstanceService instance) {
        this.instance = instance;
        put("Formats", _ -> instance.formats());
        put("Distributions", arguments -> instance.distributions(arguments.text(0)));
        put("Derivatives", arguments -> instance.derivatives(arguments.text(0), arguments.text(1)));
        put("Artifacts", arguments -> records(artifacts(arguments), ApiJson::artifact));
        put("ArtifactBinaries", arguments -> records(binaries(arguments), ApiJson::artifact));
        put("ArtifactSource", arguments -> RecordCodec.record(ApiJson.artifact(source(arguments))));
        put("Changelog", arguments -> records(described(arguments).changelog(), ApiJson::changelogEntry));
        put("ArtifactContent", this::content);
        members.put(
                "ArtifactDelete",
                Operation.command(
                        Action.EDIT_REGISTRY,
                        BusError.REGISTRY,
                        (caller, arguments) -> delete(arguments, caller.user())));
        members.put(
                "ArtifactDeleteAs",
                Operation.command(
                        Action.EDIT_REGISTRY_AS,
                        BusError.REGISTRY,
                        (_, arguments) -> delete(arguments.from(1), Submitter.named(arguments.text(0)))));
    }

    Map<String, Operation> members() {
        return members;
    }

    private void put(String name, Operation.Query query) {
        members.put(name, Operation.query(Action.VIEW_REGISTRY, BusError.REGISTRY, query));
    }

    static <T> List<Map<String, Value>> records(List<T> items, Function<T, JsonNode> form) {
        return items.stream().map(item -> RecordCodec.record(form.apply(item))).toList();
    }

    private List<Artifact> artifacts(Arguments arguments) {
        return instance.artifacts(arguments.text(0), arguments.text(1), arguments.text(2));
    }

    private ArtifactDescription described(Arguments arguments) {
        return instance.artifact(
                arguments.text(0), arguments.text(1), arguments.text(2), arguments.text(3), arguments.text(4));
    }

    private List<Artifact> binaries(Arguments arguments) {
        ArtifactDescription description = instance.artifact(
                arguments.text(0), arguments.text(1), arguments.text(2), Architectures.SOURCE, arguments.text(3));
        return description instanceof ArtifactDescription.OfSource source ? source.binaries() : List.of();
    }

    /** The binary is named without its architecture: any will do, they have the same source. */
    private Artifact source(Arguments arguments) {
        String name = arguments.text(3);
        return artifacts(arguments).stream()
                .filter(artifact ->
                        artifact.name().equals(name) && !artifact.architecture().equals(Architectures.SOURCE))
                .findFirst()
                .flatMap(binary -> sourceOf(arguments, binary))
                .orElseThrow(() -> FatbuildrException.notFound("Unable to find source package associated to "
                        + arguments.text(0) + " binary package " + name + " in distribution " + arguments.text(1)
                        + " and derivative " + arguments.text(2)));
    }

    private java.util.Optional<Artifact> sourceOf(Arguments arguments, Artifact binary) {
        ArtifactDescription description = instance.artifact(
                arguments.text(0), arguments.text(1), arguments.text(2), binary.architecture(), binary.name());
        return description instanceof ArtifactDescription.OfBinary found
                ? java.util.Optional.ofNullable(found.source())
                : java.util.Optional.empty();
    }

    private List<Map<String, Value>> content(Arguments arguments) {
        if (described(arguments) instanceof ArtifactDescription.OfBinary binary) {
            return records(binary.content(), ApiJson::content);
        }
        throw FatbuildrException.invalid(arguments.text(4) + " is a source package: only binary packages have content");
    }

    private String delete(Arguments arguments, String user) {
        Arguments.Fields artifact = arguments.record(3, "artifact");
        return instance.submit(
                        new TaskSpec.ArtifactDeletion(
                                arguments.text(0),
                                arguments.text(1),
                                arguments.text(2),
                                new Artifact(
                                        artifact.text("name"),
                                        artifact.text("architecture"),
                                        artifact.text("version"),
                                        Math.max(0, artifact.integer("size")))),
                        user)
                .toString();
    }
}
