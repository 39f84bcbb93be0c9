package fatbuildr.engine;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.engine.local.EngineParts;
import fatbuildr.engine.local.Engines;
import fatbuildr.instance.Derivative;
import fatbuildr.instance.Distribution;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.TimedMessage;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An installation in a directory, with one instance named lab. */
public final class Site {
    public static final String INSTANCE = "lab";

    private final Path root;
    private final Map<String, String> options = new LinkedHashMap<>();

    public Site(Path root) {
        this.root = root;
    }

    /** Adds lines to the site's configuration. */
    public Site with(String section, String line) {
        options.merge(section, line + "\n", String::concat);
        return this;
    }

    public Path root() {
        return root;
    }

    public Path workspaces() {
        return root.resolve("var/workspaces/" + INSTANCE);
    }

    public Path deb() {
        return root.resolve("var/registry/" + INSTANCE + "/deb");
    }

    public Settings settings() {
        Path var = root.resolve("var");
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("dirs", "registry = %1$s/registry\ncache = %1$s/cache\n".formatted(var));
        sections.put("images", "storage = %s/images\n".formatted(var));
        sections.put("keyring", "type = ed25519\nstorage = %s/keyring\n".formatted(var));
        sections.put("tokens", "storage = %s/tokens\n".formatted(var));
        sections.put("tasks", "workspaces = %s/workspaces\n".formatted(var));
        options.forEach((section, lines) -> sections.merge(section, lines, String::concat));
        String site = sections.entrySet().stream()
                .map(section -> "[" + section.getKey() + "]\n" + section.getValue())
                .collect(Collectors.joining());
        try {
            Files.createDirectories(root);
            Path vendor = Files.writeString(root.resolve("vendor.ini"), "");
            return SettingsLoader.load(vendor, Files.writeString(root.resolve("site.ini"), site))
                    .settings();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static InstanceDefinition definition() {
        Distribution bookworm = new Distribution(
                "bookworm",
                "deb",
                Optional.of("bookworm"),
                Optional.of("deb12"),
                Optional.empty(),
                List.of(),
                List.of());
        Distribution trixie = new Distribution(
                "trixie", "deb", Optional.of("trixie"), Optional.of("deb13"), Optional.empty(), List.of(), List.of());
        Distribution el9 = new Distribution(
                "el9", "rpm", Optional.of("rocky-9"), Optional.of("el9"), Optional.empty(), List.of(), List.of());
        return new InstanceDefinition(
                INSTANCE,
                "Lab packages",
                new InstanceDefinition.Owner("Lab Bot", "bot@lab.example"),
                List.of("x86_64", "aarch64"),
                new Pipelines(
                        Map.of("deb", List.of(bookworm, trixie), "rpm", List.of(el9)),
                        Map.of(
                                "extra", new Derivative("extra", Optional.of(List.of("deb")), Derivative.MAIN),
                                "onlyrpm", new Derivative("onlyrpm", Optional.of(List.of("rpm")), Derivative.MAIN))));
    }

    /** Differences between store, pool and what is published; no engine may be open. */
    public List<String> verify() {
        return Engines.verify(settings(), List.of(definition()), Clock.systemUTC());
    }

    public Engine open() {
        return open(Clock.systemUTC());
    }

    public Engine open(Clock clock) {
        return open(clock, TaskObserver.NOBODY);
    }

    public Engine open(Clock clock, TaskObserver observer) {
        return Engines.open(
                settings(),
                List.of(definition()),
                new EngineParts(_ -> List.of(new ScriptedBuilder()), _ -> new NoImages(), clock, observer));
    }

    public static TaskSpec.ArtifactBuild build(String artifact) {
        return build(artifact, "bookworm", "main");
    }

    public static TaskSpec.ArtifactBuild build(String artifact, String distribution, String derivative) {
        return new TaskSpec.ArtifactBuild(
                "deb",
                distribution,
                derivative,
                artifact,
                List.of("x86_64"),
                "Alice Ray",
                "alice@lab.example",
                "Rebuild",
                false);
    }

    /** Follows a task's output message by message. */
    public static void watch(InstanceService lab, TaskId id, Predicate<ConsoleMessage> consumer)
            throws InterruptedException {
        lab.watch(id, messages -> messages.stream().map(TimedMessage::message).allMatch(consumer));
    }

    /** A request with its files in a fresh upload directory. */
    public BuildSubmission submission(TaskSpec.ArtifactBuild build) {
        try {
            Path uploads = Files.createDirectories(root.resolve("uploads"));
            Path directory = Files.createTempDirectory(uploads, "upload");
            Path tarball = Files.writeString(directory.resolve("definition.tar"), "the definition");
            return new BuildSubmission(build, directory, tarball, List.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
