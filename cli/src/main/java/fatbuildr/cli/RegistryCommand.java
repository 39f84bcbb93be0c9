package fatbuildr.cli;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.Json;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.cli.options.UsageException;
import java.util.List;
import java.util.stream.Stream;

/** {@code registry} (cli.md section 6.4). Deletion takes exact names only, and asks where somebody can answer. */
final class RegistryCommand {
    static final OptionSpec DISTRIBUTION =
            OptionSpec.required("DISTRIBUTION", "Distribution of the artifacts.", "-d", "--distribution");
    static final OptionSpec DERIVATIVE =
            OptionSpec.value("DERIVATIVE", "Derivative of the artifacts; default: main.", "--derivative");
    static final OptionSpec ARTIFACT = OptionSpec.value(
            "NAME", "list: artifacts whose name contains NAME; delete: those named exactly so.", "-a", "--artifact");
    static final OptionSpec CONTAINS =
            OptionSpec.value("TEXT", "delete: artifacts whose name contains TEXT.", "--contains");
    static final OptionSpec ALL = OptionSpec.flag("delete: all artifacts of the derivative.", "--all");
    static final OptionSpec YES = OptionSpec.flag("delete: do not ask.", "-y", "--yes");
    static final OptionSpec FOLLOW =
            OptionSpec.flag("delete: follow each task; exit code 1 when one fails.", "--follow");
    static final OptionSpec JSON = OptionSpec.flag("list: print the artifacts as a JSON array.", "--json");
    private static final String DELETE = "delete";
    private static final Positional OPERATION = Positional.choice("OPERATION", "default: list.", "list", DELETE);

    private RegistryCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl registry", "List or delete published artifacts.")
                .options(DISTRIBUTION, DERIVATIVE, ARTIFACT, CONTAINS, ALL, YES, FOLLOW, JSON)
                .positional(OPERATION)
                .footer(
                        "delete submits one task per artifact whose name is exactly NAME, sources and",
                        "all architectures included. On a terminal it asks first. Without a terminal",
                        "--all and --contains need --yes.")
                .runs(RegistryCommand::run);
    }

    /** The part of a registry that a command is about. */
    record Part(String format, String distribution, String derivative, List<String> derivatives) {
        static Part of(Arguments arguments, Session session) {
            String distribution = arguments.value(DISTRIBUTION).orElseThrow();
            Pipeline.Place place = Pipeline.placeOf(session.client(), distribution);
            return new Part(
                    place.format(), distribution, arguments.value(DERIVATIVE).orElse("main"), place.derivatives());
        }

        /** A derivative without content is none to complain of, unless nobody can ever have published there. */
        List<Artifact> artifacts(Session session) {
            List<Artifact> published = session.client().artifacts(format, distribution, derivative);
            if (published.isEmpty() && !derivatives.contains(derivative)) {
                throw Failure.server("derivative " + derivative + " is not known to the server")
                        .hint("derivatives of distribution " + distribution + ": " + String.join(", ", derivatives));
            }
            return published;
        }

        /** As messages name it. */
        @Override
        public String toString() {
            return format + " distribution " + distribution + " derivative " + derivative;
        }

        String nothing() {
            return "No artifact found in " + this;
        }
    }

    private static int run(Arguments arguments, Session session) {
        if (arguments.word().orElse("").equals(DELETE)) {
            return new ArtifactDeletion(arguments, session).run();
        }
        if (Stream.of(CONTAINS, ALL, YES, FOLLOW).anyMatch(arguments::has)) {
            throw new UsageException("--contains, --all, --yes and --follow are for registry delete");
        }
        Part part = Part.of(arguments, session);
        String text = arguments.value(ARTIFACT).orElse("");
        List<Artifact> found = part.artifacts(session).stream()
                .filter(candidate -> candidate.name().contains(text))
                .toList();
        Screen screen = session.screen();
        if (arguments.has(JSON)) {
            screen.out().print(Json.indented(ApiJson.array(found, ApiJson::artifact)));
        } else {
            print(part, found, screen);
        }
        return ExitCode.OK;
    }

    private static void print(Part part, List<Artifact> found, Screen screen) {
        screen.result(found.isEmpty() ? part.nothing() : "Artifacts found for " + part + ":");
        for (Artifact item : found) {
            screen.result("- name: " + item.name());
            screen.result("  architecture: " + item.architecture());
            screen.result("  version: " + item.version());
            screen.result("  size: " + item.size());
        }
    }
}
