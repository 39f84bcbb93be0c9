package fatbuildr.cli.bus;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Artifact;
import fatbuildr.api.ImageStatus;
import fatbuildr.api.KeyringInfo;
import fatbuildr.api.PipelineItem;
import fatbuildr.cli.client.BuildRequest;
import fatbuildr.cli.client.ConsoleConnection;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import fatbuildr.cli.client.SocketConsole;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Interfaces;
import fatbuildr.dbus.Value;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.task.Task;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskJson;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The client over the message bus (dbus-api.md). */
public final class BusFatbuildrClient implements FatbuildrClient {
    private static final String ENVIRONMENTLESS = "none";

    private final RemoteInstance instance;
    private final DropDirectory drop;
    private final ZoneId zone;

    private BusFatbuildrClient(RemoteInstance instance, DropDirectory drop, ZoneId zone) {
        this.instance = instance;
        this.drop = drop;
        this.zone = zone;
    }

    /** @param environment variables of the process, for the address of the bus */
    public static FatbuildrClient connect(BusUri uri, Map<String, String> environment, ZoneId zone) {
        return new BusFatbuildrClient(RemoteInstance.connect(uri, environment), DropDirectory.of(environment), zone);
    }

    @Override
    public List<String> architectures() {
        return told(() -> Received.texts(instance.property("PipelinesArchitectures")));
    }

    @Override
    public Map<String, List<PipelineItem>> formats() {
        return told(() -> items(Received.texts(instance.property("PipelinesFormats"))));
    }

    @Override
    public Map<String, List<PipelineItem>> formatsOfDistribution(String distribution) {
        return told(() -> {
            String format;
            try {
                format = (String) instance.call("PipelinesDistributionFormat", distribution);
            } catch (BusError unknown) {
                if (unknown.is(BusError.PIPELINE)) {
                    return Map.of();
                }
                throw unknown;
            }
            return Map.of(format, List.of(item(distribution)));
        });
    }

    @Override
    public Map<String, List<PipelineItem>> formatsNamed(String format) {
        return told(() -> items(Received.texts(instance.property("PipelinesFormats")).stream()
                .filter(format::equals)
                .toList()));
    }

    @Override
    public Map<String, List<PipelineItem>> formatsOfDerivative(String derivative) {
        return told(() -> items(Received.texts(instance.call("PipelinesDerivativeFormats", derivative))));
    }

    private Map<String, List<PipelineItem>> items(List<String> formats) {
        Map<String, List<PipelineItem>> items = new LinkedHashMap<>();
        for (String format : formats) {
            items.put(
                    format,
                    Received.texts(instance.call("PipelinesFormatDistributions", format)).stream()
                            .map(this::item)
                            .toList());
        }
        return items;
    }

    private PipelineItem item(String distribution) {
        String environment = (String) instance.call("PipelinesDistributionEnvironment", distribution);
        return new PipelineItem(
                distribution,
                Optional.of(environment).filter(name -> !name.equals(ENVIRONMENTLESS)),
                Received.texts(instance.call("PipelinesDistributionDerivatives", distribution)));
    }

    @Override
    public List<Task> tasks() {
        return told(() -> {
            try {
                return tasks(instance.property(Interfaces.INSTANCE3, "Tasks"));
            } catch (BusError failure) {
                if (!isOlder(failure)) {
                    throw failure;
                }
                List<Task> tasks = new ArrayList<>();
                running().ifPresent(tasks::add);
                tasks.addAll(tasks(instance.property("Queue")));
                return tasks;
            }
        });
    }

    private Optional<Task> running() {
        return present(BusError.NO_RUNNING_TASK, () -> task(instance.property("Running")));
    }

    @Override
    public List<Task> history(int limit) {
        return told(() -> tasks(instance.call("History", limit)));
    }

    @Override
    public Task task(String id) {
        return told(() -> {
            try {
                return task(instance.call(Interfaces.INSTANCE3, "Task", id));
            } catch (BusError failure) {
                if (!isOlder(failure)) {
                    throw failure;
                }
                return taskOfOlderServer(id);
            }
        });
    }

    /** In this order no task is missed while it goes from one view to the next. */
    private Task taskOfOlderServer(String id) {
        List<Supplier<List<Task>>> views = List.of(
                () -> tasks(instance.property("Queue")),
                () -> running().stream().toList(),
                () -> tasks(instance.call("History", 0)));
        return views.stream()
                .flatMap(view -> view.get().stream())
                .filter(task -> task.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.server("Unable to find task " + id + " on server"));
    }

    @Override
    public Task cancel(String id) {
        return told(() -> task(instance.call(Interfaces.INSTANCE3, "TaskCancel", id)));
    }

    @Override
    public TaskId purgeHistory() {
        return submitted("HistoryPurge");
    }

    @Override
    public boolean journal(TaskId id, Consumer<ConsoleMessage> consumer) {
        return new TaskOutput(() -> task(id.toString()), consumer).follow();
    }

    @Override
    public ConsoleConnection console(Task task) {
        return SocketConsole.connect(task.console());
    }

    @Override
    public Path uploads(Path temporary) {
        return drop.root();
    }

    @Override
    public TaskId build(BuildRequest request, UploadProgress progress) {
        drop.open(request);
        List<Map<String, Value>> archives = new ArrayList<>();
        request.sources()
                .forEach((id, path) -> archives.add(Map.of("id", Value.text(id), "path", Value.text(path.toString()))));
        return submitted(
                "Build",
                request.format(),
                request.distribution(),
                request.architectures(),
                request.derivative(),
                request.artifact(),
                request.userName(),
                request.userEmail(),
                request.message(),
                request.tarball().toString(),
                archives,
                request.interactive());
    }

    /** What was never published is unknown to the registries, which is an empty list to the user. */
    @Override
    public List<Artifact> artifacts(String format, String distribution, String derivative) {
        return told(() -> {
            try {
                return Received.records(
                        instance.call("Artifacts", format, distribution, derivative), ApiJson::artifact);
            } catch (BusError failure) {
                if (failure.is(BusError.REGISTRY)
                        && failure.text().matches("(Distribution|Derivative) .+ not found in .*")) {
                    return List.of();
                }
                throw failure;
            }
        });
    }

    @Override
    public TaskId deleteArtifact(String format, String distribution, String derivative, Artifact artifact) {
        return submitted(
                "ArtifactDelete",
                format,
                distribution,
                derivative,
                Map.of(
                        "name", Value.text(artifact.name()),
                        "architecture", Value.text(artifact.architecture()),
                        "version", Value.text(artifact.version()),
                        "size", Value.integer((int) Math.min(Integer.MAX_VALUE, artifact.size()))));
    }

    @Override
    public Optional<KeyringInfo> keyring() {
        return told(() ->
                present(BusError.NO_KEYRING, () -> Received.keyring((Map<?, ?>) instance.property("Keyring"), zone)));
    }

    @Override
    public Optional<String> exportKeyring() {
        return told(() -> present(BusError.NO_KEYRING, () -> (String) instance.property("KeyringExport")));
    }

    @Override
    public String generateToken() {
        return told(() -> (String) instance.call("TokenGenerate"));
    }

    @Override
    public TaskId createKeyring() {
        return submitted("KeyringCreate");
    }

    @Override
    public TaskId renewKeyring(String duration) {
        return submitted("KeyringRenew", duration);
    }

    @Override
    public List<ImageStatus> images() {
        return told(() -> Received.records(instance.property(Interfaces.INSTANCE3, "Images"), ApiJson::image));
    }

    @Override
    public TaskId createImage(String format, boolean force) {
        return submitted("ImageCreate", format, force);
    }

    @Override
    public TaskId updateImage(String format) {
        return submitted("ImageUpdate", format);
    }

    @Override
    public TaskId createEnvironment(String format, String environment, String architecture, boolean force) {
        if (!force) {
            return submitted("ImageEnvironmentCreate", format, environment, architecture);
        }
        return told(() -> TaskId.parse((String)
                instance.call(Interfaces.INSTANCE3, "ImageEnvironmentReplace", format, environment, architecture)));
    }

    @Override
    public TaskId updateEnvironment(String format, String environment, String architecture) {
        return submitted("ImageEnvironmentUpdate", format, environment, architecture);
    }

    @Override
    public TaskId imageShell(String format, String term, List<String> command) {
        return submitted("ImageShell", format, term, command);
    }

    @Override
    public TaskId environmentShell(
            String format, String environment, String architecture, String term, List<String> command) {
        return submitted("ImageEnvironmentShell", format, environment, architecture, term, command);
    }

    @Override
    public void close() {
        instance.close();
    }

    private TaskId submitted(String method, Object... arguments) {
        return told(() -> TaskId.parse((String) instance.call(method, arguments)));
    }

    private static List<Task> tasks(Object answer) {
        return Received.records(answer, TaskJson::task);
    }

    private static Task task(Object answer) {
        return Received.record(answer, TaskJson::task);
    }

    /** Daemons before version 3 do not have what is new in it. */
    private static boolean isOlder(BusError failure) {
        return failure.name().matches("org\\.freedesktop\\.DBus\\.Error\\.Unknown(Interface|Method|Property)");
    }

    private static <T> Optional<T> present(String absence, Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (BusError failure) {
            if (failure.is(absence)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static <T> T told(Supplier<T> query) {
        try {
            return query.get();
        } catch (BusError failure) {
            throw RemoteInstance.failure(failure);
        }
    }
}
