package fatbuildr.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.api.KeyringInfo;
import fatbuildr.api.PipelineItem;
import fatbuildr.cli.client.HttpTransport.Answer;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.MessageReader;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The client over HTTP (http-api.md sections 6 to 8, and the further endpoints of ARCHITECTURE.md). */
public final class HttpFatbuildrClient implements FatbuildrClient {
    private static final String NO_BODY = "{}";
    private static final Pattern UNPUBLISHED =
            Pattern.compile("Distribution .+ not found in |Derivative .+ not found in ");

    private final HttpTransport transport;

    /** @param environment variables of the process, for {@code SSL_CERT_FILE} and proxies */
    public HttpFatbuildrClient(ServerUri server, Optional<String> token, Map<String, String> environment) {
        this.transport = new HttpTransport(server, token, environment);
    }

    @Override
    public List<String> architectures() {
        return read(transport.get("pipelines/architectures.json"), node -> ApiJson.list(node, JsonNode::asText));
    }

    @Override
    public Map<String, List<PipelineItem>> formats() {
        return formats("");
    }

    @Override
    public Map<String, List<PipelineItem>> formatsOfDistribution(String distribution) {
        return formats(UrlPath.of("?distribution=", distribution));
    }

    @Override
    public Map<String, List<PipelineItem>> formatsNamed(String format) {
        return formats(UrlPath.of("?format=", format));
    }

    @Override
    public Map<String, List<PipelineItem>> formatsOfDerivative(String derivative) {
        return formats(UrlPath.of("?derivative=", derivative));
    }

    private Map<String, List<PipelineItem>> formats(String query) {
        return read(transport.get("pipelines/formats.json" + query), node -> {
            Map<String, List<PipelineItem>> formats = new LinkedHashMap<>();
            node.properties()
                    .forEach(entry ->
                            formats.put(entry.getKey(), ApiJson.list(entry.getValue(), ApiJson::pipelineItem)));
            return formats;
        });
    }

    @Override
    public List<Task> tasks() {
        try {
            return readTasks(transport.get("tasks.json"));
        } catch (Failure failure) {
            if (failure.status() != 404) {
                throw failure;
            }
            return tasksOfOlderServer();
        }
    }

    /** Servers before version 3 know one running task only. */
    private List<Task> tasksOfOlderServer() {
        List<Task> tasks = new ArrayList<>();
        read(transport.get("running.json"), node -> node.isNull() ? Optional.<Task>empty() : task(node))
                .ifPresent(tasks::add);
        tasks.addAll(readTasks(transport.get("queue.json")));
        return tasks;
    }

    private static Optional<Task> task(JsonNode node) {
        return Optional.of(TaskJson.task(node));
    }

    @Override
    public List<Task> history(int limit) {
        return readTasks(transport.get("history.json?limit=" + limit));
    }

    @Override
    public Task task(String id) {
        return read(transport.get(UrlPath.of("tasks/", known(id), ".json")), TaskJson::task);
    }

    @Override
    public Task cancel(String id) {
        return read(transport.post(UrlPath.of("tasks/", known(id), "/cancel"), NO_BODY), TaskJson::task);
    }

    /** Words that cannot name a task may still mean other addresses of the server. */
    private static String known(String id) {
        try {
            return TaskId.parse(id).toString();
        } catch (FatbuildrException unknown) {
            throw Failure.answered(404, String.valueOf(unknown.getMessage()));
        }
    }

    @Override
    public TaskId purgeHistory() {
        return submitted(transport.post("history/purge", NO_BODY));
    }

    @Override
    public boolean journal(TaskId id, Consumer<ConsoleMessage> consumer) {
        try (MessageReader reader =
                new MessageReader(transport.stream(UrlPath.of("watch/", id.toString(), ".journal")))) {
            while (true) {
                Optional<ConsoleMessage> message = next(reader);
                message.ifPresent(consumer);
                if (message.isEmpty() || message.get().isEnd()) {
                    return message.isPresent();
                }
            }
        } catch (IOException closing) {
            return false;
        }
    }

    @Override
    public ConsoleConnection console(Task task) {
        return transport.console(UrlPath.of("tasks/", task.id().toString(), "/console"));
    }

    /** A connection that breaks off ends the output like one that is closed. */
    private static Optional<ConsoleMessage> next(MessageReader reader) {
        try {
            return reader.read();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    @Override
    public TaskId build(BuildRequest request, UploadProgress progress) {
        MultipartBody body = new MultipartBody("fatbuildr-" + UUID.randomUUID())
                .field("format", request.format())
                .field("distribution", request.distribution())
                .field("architectures", String.join(",", request.architectures()))
                .field("derivative", request.derivative())
                .field("artifact", request.artifact())
                .field("user_name", request.userName())
                .field("user_email", request.userEmail())
                .field("message", request.message())
                .file("tarball", request.tarball());
        if (request.interactive()) {
            body.field("interactive", "true");
        }
        request.sources().forEach((id, archive) -> body.file("source/" + id, archive));
        BodyPublisher whole = body.publisher();
        long total = whole.contentLength();
        return submitted(transport.post(
                "build", body.contentType(), new CountedBody(whole, sent -> progress.sent(sent, total))));
    }

    /** What was never published is not found on the server, which is an empty list to the user. */
    @Override
    public List<Artifact> artifacts(String format, String distribution, String derivative) {
        String path = UrlPath.of("registry/", format, "/", distribution, "/", derivative, ".json");
        try {
            return read(transport.get(path), node -> ApiJson.list(node, ApiJson::artifact));
        } catch (Failure failure) {
            if (failure.status() == 404 && UNPUBLISHED.matcher(failure.text()).lookingAt()) {
                return List.of();
            }
            throw failure;
        }
    }

    @Override
    public TaskId deleteArtifact(String format, String distribution, String derivative, Artifact artifact) {
        return submitted(transport.delete(UrlPath.of(
                "registry/",
                format,
                "/",
                distribution,
                "/",
                derivative,
                "/",
                artifact.architecture(),
                "/",
                artifact.name(),
                ".json?version=",
                artifact.version())));
    }

    @Override
    public Optional<KeyringInfo> keyring() {
        return present(() -> read(transport.get("keyring.json"), ApiJson::keyring));
    }

    @Override
    public Optional<String> exportKeyring() {
        return present(() -> armoured(transport.get("keyring.asc")));
    }

    @Override
    public String generateToken() {
        return read(
                transport.post("tokens", NO_BODY),
                node -> JsonFields.of(node, "token").text("token"));
    }

    private static String armoured(Answer answer) {
        if (!answer.body().startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
            throw foreign(answer, "no armoured public key");
        }
        return answer.body();
    }

    /** Tells the absence of a keyring from the other things a server may not find. */
    private static <T> Optional<T> present(Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (Failure failure) {
            if (failure.status() == 404 && failure.text().startsWith("No keyring available")) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public TaskId createKeyring() {
        return submitted(transport.post("keyring", NO_BODY));
    }

    @Override
    public TaskId renewKeyring(String duration) {
        return submitted(
                transport.post("keyring/renewal", Json.text(Json.object().put("duration", duration))));
    }

    @Override
    public List<ImageStatus> images() {
        return read(transport.get("images.json"), node -> ApiJson.list(node, ApiJson::image));
    }

    @Override
    public TaskId createImage(String format, boolean force) {
        return submitted(transport.post(UrlPath.of("images/", format), force(force)));
    }

    @Override
    public TaskId updateImage(String format) {
        return submitted(transport.post(UrlPath.of("images/", format, "/update"), NO_BODY));
    }

    @Override
    public TaskId createEnvironment(String format, String environment, String architecture, boolean force) {
        return submitted(transport.post(environment(format, environment, architecture), force(force)));
    }

    @Override
    public TaskId updateEnvironment(String format, String environment, String architecture) {
        return submitted(transport.post(environment(format, environment, architecture) + "/update", NO_BODY));
    }

    @Override
    public TaskId imageShell(String format, String term, List<String> command) {
        return submitted(transport.post(UrlPath.of("images/", format, "/shell"), shell(term, command)));
    }

    @Override
    public TaskId environmentShell(
            String format, String environment, String architecture, String term, List<String> command) {
        return submitted(
                transport.post(environment(format, environment, architecture) + "/shell", shell(term, command)));
    }

    private static String shell(String term, List<String> command) {
        ObjectNode body = Json.object().put("term", term);
        body.set("command", Json.array(command));
        return Json.text(body);
    }

    private static String environment(String format, String environment, String architecture) {
        return UrlPath.of("images/", format, "/environments/", environment, "/", architecture);
    }

    private static String force(boolean force) {
        return Json.text(Json.object().put("force", force));
    }

    @Override
    public void close() {
        transport.close();
    }

    private static TaskId submitted(Answer answer) {
        return read(answer, TaskJson::submitted);
    }

    private static List<Task> readTasks(Answer answer) {
        return read(answer, node -> ApiJson.list(node, TaskJson::task));
    }

    private static <T> T read(Answer answer, Function<JsonNode, T> reader) {
        try {
            return reader.apply(Json.parse(answer.body()));
        } catch (FatbuildrException malformed) {
            throw Failure.server(
                            answer.uri() + " did not answer as a Fatbuildr server does (" + answer.contentType() + "): "
                                    + malformed.getMessage(),
                            malformed)
                    .hint("is there a proxy or another program at that address?");
        }
    }

    private static Failure foreign(Answer answer, String reason) {
        return Failure.server(answer.uri() + " did not answer as a Fatbuildr server does (" + answer.contentType()
                        + "): " + reason)
                .hint("is there a proxy or another program at that address?");
    }
}
