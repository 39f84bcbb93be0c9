package fatbuildr.environment;

import fatbuildr.archive.FileTree;
import fatbuildr.config.CommandTemplate;
import fatbuildr.config.Settings;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.Root;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and updates build environments (build.md section 14.5), always under another name than the final one, so that
 * an environment that exists is complete and a running build keeps the one it started with.
 */
final class EnvironmentMaker {
    private static final String SOURCES = "/run/fatbuildr/mirror.sources";

    /** Gives programs in the environment what they expect of a running system. */
    static final String PREPARED = """
            set -eu
            root=$1
            shift
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            cp -L /etc/resolv.conf "$root/etc/resolv.conf"
            "$@"
            """;

    private final ImageTools tools;
    private final Emulation emulation;

    EnvironmentMaker(ImageTools tools, Emulation emulation) {
        this.tools = tools;
        this.emulation = emulation;
    }

    void create(InstanceDefinition instance, EnvironmentId id, boolean force, Journal journal)
            throws InterruptedException {
        Path target = tools.layout().environment(instance, id);
        try (ImageLocks.Held _ = tools.locks().make(target)) {
            if (Files.exists(target) && !force) {
                throw FatbuildrException.conflict(
                        "Environment " + id + " already exists, use force to create it again");
            }
            emulation.require(id.architecture());
            ImageTools.sweep(target);
            List<AptSource> sources =
                    id.format().equals("deb") ? tools.mirrors().sources(instance, id, format(id)) : List.of();
            journal.info("Creating environment " + id);
            make(instance, id, target, sources, journal);
        } catch (IOException e) {
            throw ImageTools.failed("create environment " + target, e);
        }
    }

    private void make(
            InstanceDefinition instance, EnvironmentId id, Path target, List<AptSource> sources, Journal journal)
            throws InterruptedException, IOException {
        Path made = ImageTools.temporary(target);
        Path image = tools.layout().image(instance, id.format());
        Path sourcesFile = Files.createTempFile(tools.layout().directory(instance), ".", ".sources");
        List<Path> keys = sources.stream()
                .flatMap(source -> source.keyFiles().stream())
                .filter(Files::isRegularFile)
                .distinct()
                .toList();
        try {
            Files.writeString(sourcesFile, AptSource.file(sources));
            List<Bind> binds = new ArrayList<>(List.of(Bind.readOnly(sourcesFile, SOURCES)));
            keys.forEach(key -> binds.add(Bind.readOnly(key)));
            Map<String, Object> variables = variables(id, tools.layout().inside(id), made);
            variables.put("sources", SOURCES);
            variables.put(
                    "mirror", sources.stream().map(AptSource::uri).findFirst().orElse(""));
            variables.put(
                    "components",
                    sources.stream()
                            .findFirst()
                            .map(source -> String.join(" ", source.components()))
                            .orElse(""));
            variables.put("modules", modules(instance, id));
            Files.createDirectories(parent(target));
            try (ImageLocks.Held _ = tools.locks().use(image)) {
                run(instance, id, "init_cmds", format(id).initCommands(), variables, binds, List.of(), journal);
            }
            if (!Files.isDirectory(made)) {
                throw FatbuildrException.external(
                        "[format:" + id.format() + "] init_cmds succeeded but made no directory " + made);
            }
            RootFiles.finish(made, keys);
            RootFiles.made(made, settings(instance, id));
            tools.install(made, target, image, journal);
        } finally {
            Files.deleteIfExists(sourcesFile);
            FileTree.delete(made);
        }
        journal.info("Environment " + id + " is ready");
    }

    void update(InstanceDefinition instance, EnvironmentId id, Journal journal) throws InterruptedException {
        Path target = tools.layout().environment(instance, id);
        Path image = tools.layout().image(instance, id.format());
        Path made = ImageTools.temporary(target);
        try (ImageLocks.Held _ = tools.locks().make(target)) {
            ImageTools.sweep(target);
            journal.info("Updating environment " + id);
            try (ImageLocks.Held _ = tools.locks().use(image)) {
                tools.processes()
                        .run(Command.of("cp", "-a", "--reflink=auto", target.toString(), made.toString()), journal);
                Map<String, Object> variables = variables(id, tools.layout().inside(id), made);
                String path = String.valueOf(variables.get("path"));
                List<String> prepared = List.of("sh", "-c", PREPARED, "sh", path);
                run(
                        instance,
                        id,
                        "env_update_cmds",
                        format(id).environmentUpdateCommands(),
                        variables,
                        List.of(),
                        prepared,
                        journal);
            }
            FileTree.delete(made.resolve("etc/resolv.conf"));
            RootFiles.newGeneration(made);
            tools.install(made, target, image, journal);
        } catch (IOException e) {
            throw ImageTools.failed("update environment " + target, e);
        } finally {
            remove(made);
        }
        journal.info("Environment " + id + " is up to date");
    }

    private static void remove(Path made) {
        try {
            FileTree.delete(made);
        } catch (IOException e) {
            throw ImageTools.failed("remove " + made, e);
        }
    }

    /** In the image, which stays as it is; only the directory of environments can be written. */
    private void run(
            InstanceDefinition instance,
            EnvironmentId id,
            String option,
            List<CommandTemplate> commands,
            Map<String, Object> variables,
            List<Bind> binds,
            List<String> before,
            Journal journal)
            throws InterruptedException {
        Path image = tools.layout().image(instance, id.format());
        Path inside = parent(tools.layout().inside(id));
        for (List<String> command : tools.render("[format:" + id.format() + "] " + option, commands, variables)) {
            List<String> words = new ArrayList<>(before);
            words.addAll(command);
            Optional<String> user =
                    format(id).environmentAsRoot() ? Optional.empty() : Optional.of(BuildAccount.BUILDER.name());
            ContainerRun run = ContainerRun.administrative(new Root.Throwaway(image), user, words)
                    .env(tools.installing())
                    .bind(Bind.writable(ImageLayout.within(image, inside), inside.toString()))
                    .bind(binds);
            tools.containers().run(run, ImageTools.mark(tools.layout().directory(instance)), journal);
        }
    }

    /** @param made the directory to work on, as this machine sees it: beside the final one */
    static Map<String, Object> variables(EnvironmentId id, Path inside, Path made) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("name", id.name());
        variables.put("base", id.base());
        variables.put("environment", id.environment());
        variables.put("architecture", id.nativeArchitecture());
        variables.put("path", inside.resolveSibling(made.getFileName()));
        return variables;
    }

    /** Whether the environment was made with other settings than it would be now. */
    boolean outdated(InstanceDefinition instance, EnvironmentId id) {
        Path environment = tools.layout().environment(instance, id);
        try {
            return RootFiles.madeOtherwise(environment, settings(instance, id));
        } catch (IOException e) {
            throw ImageTools.failed("read what environment " + environment + " was made with", e);
        }
    }

    /** What is configured; the mirror of this machine is not, and may change as it likes. */
    private String settings(InstanceDefinition instance, EnvironmentId id) {
        List<String> lines = new ArrayList<>(MirrorChoice.configured(instance, id, format(id)));
        lines.add("modules " + String.join(" ", modules(instance, id)));
        return String.join("\n", lines) + "\n";
    }

    private List<String> modules(InstanceDefinition instance, EnvironmentId id) {
        return MirrorChoice.users(instance, id).stream()
                .map(distribution -> distribution.modules())
                .filter(modules -> !modules.isEmpty())
                .findFirst()
                .orElse(format(id).defaultModules());
    }

    private Settings.Format format(EnvironmentId id) {
        return tools.layout().format(id.format());
    }

    private static Path parent(Path path) {
        return Optional.ofNullable(path.getParent()).orElseThrow();
    }
}
