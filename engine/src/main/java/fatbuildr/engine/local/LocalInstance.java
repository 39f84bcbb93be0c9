package fatbuildr.engine.local;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.KeyringInfo;
import fatbuildr.engine.Attachment;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Tokens;
import fatbuildr.engine.task.InstanceTasks;
import fatbuildr.engine.task.TaskParts;
import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An instance of this process. */
final class LocalInstance implements InstanceService {
    private final TaskParts parts;
    private final InstanceTasks tasks;
    private final Tokens tokens;

    LocalInstance(TaskParts parts, InstanceTasks tasks) {
        this.parts = parts;
        this.tasks = tasks;
        this.tokens = new InstanceTokens(parts.instance().id(), parts.settings().tokens(), parts.clock());
    }

    InstanceTasks tasks() {
        return tasks;
    }

    @Override
    public InstanceDefinition definition() {
        return parts.instance();
    }

    @Override
    public Path registryDirectory() {
        return parts.settings().dirs().registry().resolve(parts.instance().id());
    }

    @Override
    public List<String> buildable() {
        return tasks.buildable();
    }

    @Override
    public void requireBuildable(String format) {
        tasks.requireBuildable(format);
    }

    @Override
    public List<String> formats() {
        return parts.registries().formats();
    }

    @Override
    public List<String> distributions(String format) {
        return parts.registries().distributions(format);
    }

    @Override
    public List<String> derivatives(String format, String distribution) {
        return parts.registries().of(format, distribution).derivatives(distribution);
    }

    @Override
    public long generation(String format, String distribution) {
        return parts.registries().of(format, distribution).generation(distribution);
    }

    @Override
    public List<Artifact> artifacts(String format, String distribution, String derivative) {
        return parts.registries().of(format, distribution).artifacts(distribution, derivative);
    }

    @Override
    public ArtifactDescription artifact(
            String format, String distribution, String derivative, String architecture, String name) {
        return parts.registries().of(format, distribution).describe(distribution, derivative, architecture, name);
    }

    @Override
    public List<ArtifactFile> files(
            String format, String distribution, String derivative, String architecture, String name) {
        return parts.registries().of(format, distribution).files(distribution, derivative, architecture, name);
    }

    @Override
    public Map<String, Map<String, Map<String, List<Artifact>>>> search(String text) {
        return parts.registries().search(text);
    }

    @Override
    public List<Task> running() {
        return tasks.running();
    }

    @Override
    public List<Task> queue() {
        return tasks.pending();
    }

    @Override
    public List<Task> history(int skipped, int limit) {
        return tasks.finished(skipped, limit);
    }

    @Override
    public List<String> failedWorkers() {
        return tasks.failedWorkers();
    }

    @Override
    public Task task(TaskId id) {
        return tasks.find(id);
    }

    @Override
    public void requireTask(TaskId id) {
        tasks.require(id);
    }

    @Override
    public TaskId submitBuild(BuildSubmission submission, String user) {
        return tasks.submit(submission, user);
    }

    @Override
    public TaskId submit(TaskSpec spec, String user) {
        return tasks.submit(spec, user);
    }

    @Override
    public void cancel(TaskId id, String user) {
        try {
            tasks.cancel(id, user);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FatbuildrException.conflict("task " + id + " is told to end, but has not ended yet");
        }
    }

    @Override
    public void watch(TaskId id, Predicate<List<TimedMessage>> consumer) throws InterruptedException {
        tasks.watch(id, consumer);
    }

    @Override
    public Attachment attach(TaskId id) {
        return tasks.attach(id);
    }

    @Override
    public Optional<KeyringInfo> keyring() {
        return parts.keyring().info();
    }

    @Override
    public Optional<String> exportKeyring() {
        return parts.keyring().export();
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public List<ImageStatus> images() {
        return parts.images().status();
    }
}
