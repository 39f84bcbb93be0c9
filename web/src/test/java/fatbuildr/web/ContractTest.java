package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Artifact;
import fatbuildr.api.Json;
import fatbuildr.task.Task;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import fatbuildr.web.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract tells the truth: of the routes, and of what they answer. */
class ContractTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

    @AutoClose
    private static final TestServer server = TestServer.startFilled();

    @AutoClose
    private static final TestServer alone = TestServer.startAlone();

    @BeforeAll
    static void start() {
        for (TaskSpec spec : List.of(
                new TaskSpec.ArtifactDeletion("deb", "trixie", "main", new Artifact("acme", "src", "1-1", 0)),
                new TaskSpec.KeyringCreation(),
                new TaskSpec.HistoryPurge(),
                new TaskSpec.ImageCreation("deb", true),
                new TaskSpec.ImageUpdate("deb"),
                new TaskSpec.ImageShell("deb", "xterm", List.of()),
                new TaskSpec.EnvironmentUpdate("deb", "trixie", "x86_64"),
                new TaskSpec.EnvironmentShell("deb", "trixie", "x86_64", "xterm", List.of("ls", "-l")))) {
            server.lab.add(spec, TaskState.FINISHED, TaskResult.SUCCESS);
        }
    }

    private static RouteTable table() {
        String oidc = "[oidc]\nissuer = http://127.0.0.1:1/\nclient_id = client\n";
        return WebServer.table(new MemoryEngine(List.of()), TestServer.settings(server.root, oidc), "3");
    }

    /** No route is missing, no path is too many, methods and actions are equal. */
    @Test
    void theContractListsTheRoutesAndTheirActions() {
        Map<String, String> routes = new TreeMap<>();
        for (Route route : table().routes()) {
            Contract.Operation operation = ContractRoutes.operation(route);
            routes.put(
                    operation.method() + " " + operation.path(),
                    route.action() == Action.PUBLIC ? "none" : route.action().word());
        }
        Map<String, String> listed = new TreeMap<>();
        for (Contract.Operation operation : Contract.load().operations()) {
            listed.put(
                    operation.method() + " " + operation.path(),
                    ContractAnswers.operation(operation).path("x-action").asText());
        }

        assertThat(listed).hasSizeGreaterThan(50).isEqualTo(routes);
    }

    /** Each parameter of a path is described, names are unique, references lead somewhere. */
    @Test
    void theContractIsWhole() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>(ContractAnswers.DOCUMENT.path("tags").findValuesAsText("name"));
        for (Contract.Operation operation : Contract.load().operations()) {
            JsonNode node = ContractAnswers.operation(operation);
            Set<String> described = new TreeSet<>();
            for (JsonNode parameters : List.of(
                    ContractAnswers.DOCUMENT
                            .path("paths")
                            .path(operation.path())
                            .path("parameters"),
                    node.path("parameters"))) {
                parameters.forEach(parameter -> {
                    JsonNode resolved = ContractAnswers.resolved(parameter);
                    if (resolved.path("in").asText().equals("path")) {
                        described.add(resolved.path("name").asText());
                    }
                });
            }
            Set<String> needed = new TreeSet<>();
            Matcher matcher = PARAMETER.matcher(operation.path());
            while (matcher.find()) {
                needed.add(matcher.group(1));
            }

            assertThat(described).as(operation.toString()).isEqualTo(needed);
            assertThat(ids.add(node.path("operationId").asText()))
                    .as(operation.toString())
                    .isTrue();
            assertThat(node.path("summary").asText()).as(operation.toString()).isNotEmpty();
            assertThat(node.path("tags"))
                    .isNotEmpty()
                    .allSatisfy(tag -> assertThat(tags).contains(tag.asText()));
            assertThat(node.path("responses")).isNotEmpty();
        }
        assertThat(ContractAnswers.DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(ContractAnswers.DOCUMENT
                                .at(reference.substring(1))
                                .isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    /** The JSON answers of all GET routes, for every task and both kinds of artifact. */
    @Test
    void answersFitTheirSchemas() {
        int checked = 0;
        for (Contract.Operation operation : Contract.load().operations()) {
            boolean console = operation.path().endsWith("/console");
            if (!operation.method().equals("GET")
                    || console
                    || ContractAnswers.schema(operation, 200).isEmpty()) {
                continue;
            }
            JsonNode schema = ContractAnswers.schema(operation, 200).orElseThrow();
            for (String path : paths(operation.path())) {
                RawHttp.Reply reply = server.get(path);

                assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(200);
                assertThat(reply.header("Content-Type")).hasValue("application/json");
                ContractAnswers.assertFits(schema, Json.parse(reply.body()), path);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(80);
    }

    /** What a schema does not allow is found: otherwise the test above could not fail. */
    @Test
    void anAnswerThatDoesNotFitIsFound() {
        JsonNode schema = Json.parse("{\"$ref\":\"#/components/schemas/Task\"}");
        JsonNode task = Json.parse(server.get("/lab/running.json").body());
        for (String broken : List.of("{\"x\":1}", "{\"state\":\"ended\"}", "{\"architectures\":[1]}")) {
            JsonNode other = task.deepCopy();
            Json.parse(broken)
                    .properties()
                    .forEach(entry -> ((com.fasterxml.jackson.databind.node.ObjectNode) other)
                            .set(entry.getKey(), entry.getValue()));

            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> ContractAnswers.assertFits(schema, other, "broken"))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static List<String> paths(String path) {
        String filled = path.replace("{instance}", "lab")
                .replace("{format}", "deb")
                .replace("{distribution}", "trixie")
                .replace("{derivative}", "main");
        List<String> paths = new ArrayList<>();
        if (path.contains("{task}")) {
            List<Task> tasks = new ArrayList<>(server.lab.history(0));
            tasks.addAll(server.lab.running());
            tasks.addAll(server.lab.queue());
            tasks.forEach(task -> paths.add(filled.replace("{task}", task.id().toString())));
        } else if (path.contains("{name}")) {
            paths.add(filled.replace("{architecture}/{name}", "src/acme"));
            paths.add(filled.replace("{architecture}/{name}", "x86_64/g%2B%2B"));
        } else if (path.endsWith("/search.json")) {
            paths.add(filled + "?artifact=a");
            paths.add(filled + "?artifact=nothing-like-it");
        } else {
            paths.add(filled);
        }
        return paths;
    }

    @Test
    void theServerTellsWhatItServes() {
        JsonNode several = Json.parse(server.get("/openapi.json").body());
        JsonNode one = Json.parse(alone.get("/openapi.json").body());

        assertThat(several.path("info").path("version").asText()).isEqualTo("3.0.0");
        assertThat(several.path("servers").path(0).path("url").asText()).isEqualTo("http://test");
        assertThat(several.path("paths").has("/{instance}/keyring.json")).isTrue();
        assertThat(several.path("paths").has("/instances.json")).isTrue();
        assertThat(several.path("paths").has("/login/oidc")).isFalse();
        assertThat(one.path("paths").has("/keyring.json")).isTrue();
        assertThat(one.path("paths").has("/instances.json")).isFalse();
        assertThat(one.path("paths").path("/{path}").path("parameters")).hasSize(1);
        assertThat(one.path("paths").findValuesAsText("$ref")).doesNotContain("#/components/parameters/instance");
    }

    @Test
    void peopleReadItAsAPage() {
        RawHttp.Reply reply = server.get("/api/");
        String page = new String(reply.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(page)
                .contains("<title>Fatbuildr: HTTP interface</title>", "<a href=\"../openapi.json\">")
                .contains("<span class=\"path\">/{instance}/tasks/{task}/cancel</span>", "<code>edit-task</code>")
                .contains("<a href=\"#schema-Task\">Task</a>", "id=\"schema-Task\"")
                .doesNotContain("<style", " style=", " onclick=", "href=\"http", "src=\"http");
        for (Contract.Operation operation : table().routes().stream()
                .map(ContractRoutes::operation)
                .filter(operation -> !operation.path().contains("/login/"))
                .toList()) {
            assertThat(page)
                    .contains("id=\""
                            + ContractAnswers.operation(operation)
                                    .path("operationId")
                                    .asText() + "\"");
        }
        assertThat(alone.get("/api/").body()).contains("<span class=\"path\">/keyring.json</span>");
        assertThat(server.get("/api").status()).isEqualTo(308);
        assertThat(server.get("/").body()).contains("href=\"./api/\"");
    }
}
