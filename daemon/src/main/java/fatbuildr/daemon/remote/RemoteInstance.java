package fatbuildr.daemon.remote;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.Json;
import fatbuildr.api.KeyringInfo;
import fatbuildr.archive.FileTree;
import fatbuildr.engine.Attachment;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Tokens;
import fatbuildr.engine.task.EndQuestion;
import fatbuildr.engine.task.SharedJournals;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.SpecJson;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance of the daemon: every answer is asked for when it is needed. */
final class RemoteInstance implements InstanceService {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteInstance.class);

    /** Tasks of one answer: the bus carries 32 MiB. */
    private static final int HISTORY_PIECE = 1000;

    private final DaemonLink link;
    private final InstanceDefinition definition;
    private final Path registry;
    private final Tokens tokens;
    private final SharedJournals journals = new SharedJournals(this::isOver);

    RemoteInstance(DaemonLink link, InstanceDefinition definition, Path registry, Clock clock) {
        this.link = link;
        this.definition = definition;
        this.registry = registry;
        this.tokens = new RemoteTokens(link, definition.id(), clock);
    }

    private String text(String method, Object... arguments) {
        return (String) link.ask(method, here(arguments));
    }

    private List<String> texts(String method, Object... arguments) {
        return ((List<?>) link.ask(method, here(arguments)))
                .stream().map(String.class::cast).toList();
    }

    /** Calls a method that changes something. */
    private String act(String method, Object... arguments) {
        return (String) link.call(method, here(arguments));
    }

    private Object[] here(Object... arguments) {
        return Stream.concat(Stream.of(definition.id()), Stream.of(arguments)).toArray();
    }

    private JsonNode json(String method, Object... arguments) {
        return Json.parse(text(method, arguments));
    }

    @Override
    public InstanceDefinition definition() {
        return definition;
    }

    @Override
    public Path registryDirectory() {
        return registry;
    }

    @Override
    public List<String> buildable() {
        return texts("Buildable");
    }

    @Override
    public void requireBuildable(String format) {
        text("RequireBuildable", format);
    }

    @Override
    public List<String> formats() {
        return texts("Formats");
    }

    @Override
    public List<String> distributions(String format) {
        return texts("Distributions", format);
    }

    @Override
    public List<String> derivatives(String format, String distribution) {
        return texts("Derivatives", format, distribution);
    }

    @Override
    public long generation(String format, String distribution) {
        return Long.parseLong(text("Generation", format, distribution));
    }

    @Override
    public List<Artifact> artifacts(String format, String distribution, String derivative) {
        return ApiJson.list(json("Artifacts", format, distribution, derivative), ApiJson::artifact);
    }

    @Override
    public ArtifactDescription artifact(
            String format, String distribution, String derivative, String architecture, String name) {
        return ApiJson.description(json("Artifact", format, distribution, derivative, architecture, name));
    }

    @Override
    public List<ArtifactFile> files(
            String format, String distribution, String derivative, String architecture, String name) {
        return ApiJson.list(json("Files", format, distribution, derivative, architecture, name), ApiJson::file);
    }

    @Override
    public Map<String, Map<String, Map<String, List<Artifact>>>> search(String text) {
        return ApiJson.search(json("Search", text));
    }

    @Override
    public List<Task> running() {
        return ApiJson.list(json("Running"), TaskJson::task);
    }

    @Override
    public List<Task> queue() {
        return ApiJson.list(json("Queue"), TaskJson::task);
    }

    /** In pieces; what ends between two of them is not told twice. */
    @Override
    public List<Task> history(int skipped, int limit) {
        int wanted = limit == 0 ? Integer.MAX_VALUE : limit;
        Map<TaskId, Task> found = new LinkedHashMap<>();
        int asked = 0;
        while (found.size() < wanted) {
            int most = Math.min(HISTORY_PIECE, wanted - found.size());
            List<Task> piece = ApiJson.list(json("History", skipped + asked, most), TaskJson::task);
            piece.forEach(task -> found.putIfAbsent(task.id(), task));
            asked += most;
            if (piece.size() < most) {
                break;
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public List<String> failedWorkers() {
        return texts("FailedWorkers");
    }

    @Override
    public Task task(TaskId id) {
        return TaskJson.task(json("Task", id.toString()));
    }

    @Override
    public void requireTask(TaskId id) {
        task(id);
    }

    @Override
    public TaskId submitBuild(BuildSubmission submission, String user) {
        List<Task.SourceArchive> archives = submission.sources().stream()
                .map(source -> new Task.SourceArchive(source.id(), source.file().toString()))
                .toList();
        try {
            return TaskId.parse(act(
                    "Build",
                    user,
                    Json.text(SpecJson.stored(submission.build())),
                    submission.tarball().toString(),
                    Json.text(TaskJson.archives(archives))));
        } finally {
            try {
                FileTree.delete(submission.directory());
            } catch (IOException failure) {
                LOG.warn("uploaded files are left in {}: {}", submission.directory(), failure.toString());
            }
        }
    }

    @Override
    public TaskId submit(TaskSpec spec, String user) {
        return TaskId.parse(act("Submit", user, Json.text(SpecJson.stored(spec))));
    }

    @Override
    public void cancel(TaskId id, String user) {
        act("Cancel", user, id.toString());
    }

    @Override
    public void watch(TaskId id, Predicate<List<TimedMessage>> consumer) throws InterruptedException {
        journals.watch(task(id), consumer);
    }

    @Override
    public Attachment attach(TaskId id) {
        return RemoteConsole.attach(task(id), new EndQuestion(() -> isOver(id)));
    }

    private boolean isOver(TaskId id) {
        try {
            return task(id).state() == TaskState.FINISHED;
        } catch (FatbuildrException failure) {
            if (failure.kind() == FatbuildrException.Kind.NOT_FOUND) {
                return true;
            }
            throw failure;
        }
    }

    @Override
    public Optional<KeyringInfo> keyring() {
        return Optional.of(json("Keyring")).filter(node -> !node.isNull()).map(ApiJson::keyring);
    }

    @Override
    public Optional<String> exportKeyring() {
        return Optional.of(json("KeyringExport")).filter(node -> !node.isNull()).map(JsonNode::textValue);
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public List<ImageStatus> images() {
        return ApiJson.list(json("Images"), ApiJson::image);
    }
}
