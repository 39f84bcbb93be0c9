package fatbuildr.web;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ArtifactDescription;
import fatbuildr.api.ArtifactFile;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.KeyringInfo;
import fatbuildr.engine.Attachment;
import fatbuildr.engine.BuildSubmission;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Tokens;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An instance whose tasks never run by themselves: a test decides what they say and how they stand. */
final class MemoryInstance implements InstanceService {
    static final Artifact SOURCE = new Artifact("acme", "src", "3.1-2.deb13", 0);
    static final Artifact BINARY = new Artifact("g++", "x86_64", "1:3.1~rc1-2.deb13", 5_000_000_000L);

    private final InstanceDefinition definition;
    private final Path registry;
    private final Map<TaskId, Task> tasks = new LinkedHashMap<>();
    private final Map<TaskId, BlockingQueue<TimedMessage>> output = new ConcurrentHashMap<>();
    final AtomicInteger watchers = new AtomicInteger();
    final List<String> cancelled = new ArrayList<>();
    private Optional<String> key = Optional.empty();
    private Optional<BuildSubmission> submission = Optional.empty();
    private Map<String, String> uploaded = Map.of();
    private volatile List<String> rpm = List.of();
    private volatile List<Artifact> published = List.of(SOURCE, BINARY);
    private final AtomicInteger generation = new AtomicInteger(1);
    final AtomicInteger listings = new AtomicInteger();
    private List<ChangelogEntry> changelog = List.of();
    private List<ArtifactContent> content = List.of();
    private Optional<Artifact> source = Optional.of(SOURCE);
    private Optional<Supplier<RuntimeException>> failure = Optional.empty();
    private volatile Optional<RuntimeException> noHistory = Optional.empty();

    MemoryInstance(InstanceDefinition definition, Path registry, Tokens tokens) {
        this.tokens = tokens;
        this.definition = definition;
        this.registry = registry;
    }

    private final Tokens tokens;

    @Override
    public Tokens tokens() {
        return tokens;
    }

    /** Lets the store fail this way, when asked for finished tasks. */
    void failHistory(RuntimeException with) {
        noHistory = Optional.of(with);
    }

    /** Lets every query fail this way. */
    void fail(RuntimeException with) {
        failure = Optional.of(() -> with);
    }

    void fail(Error with) {
        failure = Optional.of(() -> {
            throw with;
        });
    }

    /** Publishes besides {@link #SOURCE} and {@link #BINARY}, which get a history and a content. */
    void publish(List<Artifact> more, Artifact source, List<ChangelogEntry> changelog, List<ArtifactContent> content) {
        List<Artifact> all = new ArrayList<>(published);
        all.addAll(more);
        this.published = List.copyOf(all);
        this.source = Optional.of(source);
        this.changelog = List.copyOf(changelog);
        this.content = List.copyOf(content);
        generation.incrementAndGet();
    }

    /** Publishes exactly these. */
    void publishOnly(List<Artifact> artifacts) {
        published = List.copyOf(artifacts);
        generation.incrementAndGet();
    }

    /** Publishes in another format, of which only the distribution is told. */
    void publishRpm(String distribution) {
        rpm = List.of(distribution);
    }

    void giveKey(String armoured) {
        key = Optional.of(armoured);
    }

    TaskId add(TaskSpec spec, TaskState state, TaskResult result) {
        return add(spec, "alice", state, result);
    }

    private synchronized TaskId add(TaskSpec spec, String user, TaskState state, TaskResult result) {
        TaskId id = TaskId.random();
        put(new Task(
                id,
                spec,
                user,
                Instant.ofEpochSecond(1_893_499_300L),
                Path.of("/srv/work", id.toString()),
                state,
                result,
                List.of()));
        return id;
    }

    private synchronized void put(Task task) {
        tasks.put(task.id(), task);
        output.putIfAbsent(task.id(), new LinkedBlockingQueue<>());
    }

    /** Drops the tasks that wait, so that thousands of submissions stay cheap to list. */
    synchronized void forgetPending() {
        tasks.values().removeIf(task -> task.state() == TaskState.PENDING);
    }

    void say(TaskId id, ConsoleMessage message) {
        queueOf(id).add(new TimedMessage(message, Optional.empty()));
    }

    void say(TaskId id, ConsoleMessage message, Instant time) {
        queueOf(id).add(new TimedMessage(message, Optional.of(time)));
    }

    Optional<BuildSubmission> submission() {
        return submission;
    }

    /** Names and contents of the files of the last submission. */
    Map<String, String> uploaded() {
        return uploaded;
    }

    @Override
    public InstanceDefinition definition() {
        return definition;
    }

    @Override
    public Path registryDirectory() {
        return registry;
    }

    /** As if there were builders of deb alone. */
    @Override
    public List<String> buildable() {
        return definition.pipelines().formats().stream().filter("deb"::equals).toList();
    }

    @Override
    public void requireBuildable(String format) {
        if (definition.pipelines().distributions(format).isEmpty()) {
            throw FatbuildrException.notFound("Format " + format + " is not supported");
        }
        if (!buildable().contains(format)) {
            throw FatbuildrException.invalid("nothing builds " + format);
        }
    }

    @Override
    public List<String> formats() {
        failure.ifPresent(with -> {
            throw with.get();
        });
        return rpm.isEmpty() ? List.of("deb") : List.of("deb", "rpm");
    }

    @Override
    public List<String> distributions(String format) {
        if (format.equals("rpm") && !rpm.isEmpty()) {
            return rpm;
        }
        if (!format.equals("deb")) {
            throw FatbuildrException.notFound("Format " + format + " not supported by registries");
        }
        return List.of("trixie");
    }

    @Override
    public List<String> derivatives(String format, String distribution) {
        if (!distributions(format).contains(distribution)) {
            throw FatbuildrException.notFound("Distribution " + distribution + " not found in " + format + " registry");
        }
        return List.of("main");
    }

    @Override
    public long generation(String format, String distribution) {
        derivatives(format, distribution);
        return generation.get();
    }

    @Override
    public List<Artifact> artifacts(String format, String distribution, String derivative) {
        listings.incrementAndGet();
        if (!derivatives(format, distribution).contains(derivative)) {
            throw FatbuildrException.notFound("Derivative " + derivative + " not found in " + format
                    + " registry for distribution " + distribution);
        }
        return published;
    }

    void deleteSource() {
        source = Optional.empty();
    }

    @Override
    public ArtifactDescription artifact(
            String format, String distribution, String derivative, String architecture, String name) {
        artifacts(format, distribution, derivative);
        if (name.equals(SOURCE.name()) && architecture.equals("src")) {
            return new ArtifactDescription.OfSource(name, List.of(BINARY), changelog);
        }
        if (name.equals(BINARY.name()) && architecture.equals(BINARY.architecture())) {
            return new ArtifactDescription.OfBinary(name, source.orElse(null), changelog, content);
        }
        throw FatbuildrException.notFound("Unable to find path of deb binary package " + name + " with architecture "
                + architecture + " in distribution " + distribution + " and derivative " + derivative);
    }

    @Override
    public List<ArtifactFile> files(
            String format, String distribution, String derivative, String architecture, String name) {
        String pool = "deb/pool/main/a/acme/";
        return architecture.equals("src")
                ? List.of(
                        new ArtifactFile(pool + "acme_3.1-2.deb13.dsc", 1_204),
                        new ArtifactFile(pool + "acme_3.1-2.deb13.debian.tar.xz", 5_320),
                        new ArtifactFile(pool + "acme_3.1.orig.tar.xz", 4_200_000))
                : List.of(new ArtifactFile(pool + "g++_3.1~rc1-2.deb13_amd64.deb", BINARY.size()));
    }

    @Override
    public Map<String, Map<String, Map<String, List<Artifact>>>> search(String text) {
        List<Artifact> found = published.stream()
                .filter(artifact -> !artifact.equals(SOURCE) && artifact.name().contains(text))
                .toList();
        return found.isEmpty() ? Map.of() : Map.of("deb", Map.of("trixie", Map.of("main", found)));
    }

    @Override
    public List<Task> running() {
        return inState(TaskState.RUNNING);
    }

    @Override
    public List<Task> queue() {
        return inState(TaskState.PENDING);
    }

    @Override
    public List<Task> history(int skipped, int limit) {
        noHistory.ifPresent(with -> {
            throw with;
        });
        return inState(TaskState.FINISHED).reversed().stream()
                .skip(skipped)
                .limit(limit == 0 ? Integer.MAX_VALUE : limit)
                .toList();
    }

    private synchronized List<Task> inState(TaskState state) {
        return tasks.values().stream().filter(task -> task.state() == state).toList();
    }

    @Override
    public synchronized Task task(TaskId id) {
        return Optional.ofNullable(tasks.get(id))
                .orElseThrow(() -> FatbuildrException.notFound("Unable to find task " + id + " on server"));
    }

    @Override
    public void requireTask(TaskId id) {
        task(id);
    }

    @Override
    public TaskId submitBuild(BuildSubmission build, String user) {
        if (!build.build().distribution().equals("trixie")) {
            throw FatbuildrException.notFound("Distribution " + build.build().distribution() + " is not supported");
        }
        submission = Optional.of(build);
        uploaded = new LinkedHashMap<>();
        try (var files = Files.list(build.directory())) {
            for (Path file : files.sorted().toList()) {
                uploaded.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return submit(build.build(), user);
    }

    @Override
    public TaskId submit(TaskSpec spec, String user) {
        return add(spec, user, TaskState.PENDING, TaskResult.UNKNOWN);
    }

    @Override
    public void cancel(TaskId id, String user) {
        Task task = task(id);
        if (task.state() == TaskState.FINISHED) {
            throw FatbuildrException.conflict("task " + id + " is finished");
        }
        cancelled.add(id + " by " + user);
        put(new Task(
                id,
                task.spec(),
                task.user(),
                task.submission(),
                task.place(),
                TaskState.FINISHED,
                TaskResult.FAILED,
                task.archives()));
    }

    @Override
    public void watch(TaskId id, Predicate<List<TimedMessage>> consumer) throws InterruptedException {
        watchers.incrementAndGet();
        try {
            boolean ended = false;
            while (!ended) {
                List<TimedMessage> messages = new ArrayList<>();
                for (TimedMessage next = queueOf(id).take();
                        next != null && !ended;
                        next = ended ? null : queueOf(id).poll()) {
                    messages.add(next);
                    ended = next.message().isEnd();
                }
                ended |= !consumer.test(messages);
            }
        } finally {
            watchers.decrementAndGet();
        }
    }

    /** What attached clients sent, in order. */
    final BlockingQueue<ConsoleMessage> typed = new LinkedBlockingQueue<>();

    final AtomicInteger attached = new AtomicInteger();

    @Override
    public Attachment attach(TaskId id) {
        attached.incrementAndGet();
        return new Attachment() {
            @Override
            public void send(ConsoleMessage message) {
                typed.add(message);
            }

            @Override
            public void close() {
                attached.decrementAndGet();
            }
        };
    }

    private BlockingQueue<TimedMessage> queueOf(TaskId id) {
        return Optional.ofNullable(output.get(id)).orElseThrow();
    }

    @Override
    public Optional<KeyringInfo> keyring() {
        return key.map(_ -> new KeyringInfo(
                definition.owner().userid(),
                "0123456789ABCDEF",
                "F".repeat(40),
                "rsa4096",
                Optional.empty(),
                Instant.ofEpochSecond(1_893_456_000L),
                Optional.empty(),
                new KeyringInfo.Subkey(
                        "E".repeat(40), "rsa4096", Optional.empty(), Instant.ofEpochSecond(1_893_456_000L))));
    }

    @Override
    public Optional<String> exportKeyring() {
        return key;
    }

    @Override
    public List<ImageStatus> images() {
        return List.of(new ImageStatus("deb", true, List.of(new ImageStatus.Environment("trixie", "x86_64", false))));
    }
}
