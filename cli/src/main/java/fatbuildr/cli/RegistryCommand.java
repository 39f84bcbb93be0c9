package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registry} (cli.md section 6.4). Deletion takes exact names only, and asks where somebody can answer. */
@picocli.CommandLine.Command(
        name = "registry",
        header = "List or delete published artifacts.",
        footer = {
            "",
            "delete submits one task per artifact whose name is exactly NAME, sources and all",
            "architectures included. On a terminal it asks first. Without a terminal --all and",
            "--contains need --yes."
        })
final class RegistryCommand implements Command {
    enum Operation {
        list,
        delete
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "OPERATION",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Operation operation = Operation.list;

    @Option(
            names = {"-d", "--distribution"},
            required = true,
            paramLabel = "DISTRIBUTION",
            description = "Distribution of the artifacts.")
    String distribution = "";

    @Option(
            names = "--derivative",
            paramLabel = "DERIVATIVE",
            description = "Derivative of the artifacts; default: ${DEFAULT-VALUE}.")
    String derivative = "main";

    @Option(
            names = {"-a", "--artifact"},
            paramLabel = "NAME",
            description = "list: artifacts whose name contains NAME; delete: those named exactly so.")
    @Nullable
    String artifact;

    @Option(names = "--contains", paramLabel = "TEXT", description = "delete: artifacts whose name contains TEXT.")
    @Nullable
    String contains;

    @Option(names = "--all", description = "delete: all artifacts of the derivative.")
    boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "delete: do not ask.")
    boolean yes;

    @Option(names = "--follow", description = "delete: follow each task; exit code 1 when one fails.")
    boolean follow;

    @Option(names = "--json", description = "list: print the artifacts as a JSON array.")
    boolean json;

    @Override
    public int run(Session session) {
        if (operation == Operation.delete) {
            return new ArtifactDeletion(this, session).run();
        }
        if (contains != null || all || yes || follow) {
            throw new UsageException("--contains, --all, --yes and --follow are for registry delete");
        }
        String format = Pipeline.formatOf(session.client(), distribution);
        String text = artifact == null ? "" : artifact;
        List<Artifact> found = session.client().artifacts(format, distribution, derivative).stream()
                .filter(candidate -> candidate.name().contains(text))
                .toList();
        print(format, found, session.screen());
        return ExitCode.OK;
    }

    private void print(String format, List<Artifact> found, Screen screen) {
        if (json) {
            screen.out().print(Json.indented(ApiJson.array(found, ApiJson::artifact)));
            return;
        }
        if (found.isEmpty()) {
            screen.result(nothing(format));
            return;
        }
        screen.result(
                "Artifacts found for " + format + " distribution " + distribution + " derivative " + derivative + ":");
        for (Artifact item : found) {
            screen.result("- name: " + item.name());
            screen.result("  architecture: " + item.architecture());
            screen.result("  version: " + item.version());
            screen.result("  size: " + item.size());
        }
    }

    String nothing(String format) {
        return "No artifact found in " + format + " distribution " + distribution + " derivative " + derivative;
    }
}
