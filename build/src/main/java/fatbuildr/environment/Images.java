package fatbuildr.environment;

import fatbuildr.archive.FileTree;
import fatbuildr.config.Settings;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Leftovers;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import fatbuildr.process.ProcessRunner;
import fatbuildr.template.CommandRenderer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The images and build environments of all instances. */
public final class Images {
    private final ImageTools tools;
    private final Emulation emulation = Emulation.ofThisMachine();
    private final ImageMaker images;
    private final EnvironmentMaker environments;
    private final DependencyLayers layers;
    private final ImageShells shells;

    /** @param environment variables of the daemon, for its proxies */
    public Images(
            Settings settings,
            CommandRenderer renderer,
            ContainerRunner containers,
            ProcessRunner processes,
            HostMirror host,
            Map<String, String> environment) {
        this.tools = new ImageTools(
                settings,
                new ImageLayout(settings, renderer),
                renderer,
                containers,
                processes,
                new ImageLocks(),
                new MirrorChoice(host),
                ImageTools.proxiesOf(environment));
        this.images = new ImageMaker(tools, host);
        this.environments = new EnvironmentMaker(tools, emulation);
        this.layers = new DependencyLayers(tools);
        this.shells = new ImageShells(tools);
    }

    public ImageLayout layout() {
        return tools.layout();
    }

    public DependencyLayers layers() {
        return layers;
    }

    public boolean imageExists(InstanceDefinition instance, String format) {
        return Files.isDirectory(layout().image(instance, format));
    }

    public boolean environmentExists(InstanceDefinition instance, EnvironmentId id) {
        return Files.isDirectory(layout().environment(instance, id));
    }

    /** Fails when the image is missing, and says how to get it. */
    public Path requireImage(InstanceDefinition instance, String format) {
        if (!imageExists(instance, format)) {
            throw FatbuildrException.notFound("Image " + format + " does not exist, it must be created first: "
                    + "fatbuildrctl images create --format " + format);
        }
        return layout().image(instance, format);
    }

    public Path requireEnvironment(InstanceDefinition instance, EnvironmentId id) {
        requireImage(instance, id.format());
        if (!environmentExists(instance, id)) {
            throw FatbuildrException.notFound("Environment " + id + " does not exist, it must be created first: "
                    + "fatbuildrctl images env-create --format " + id.format());
        }
        emulation.require(id.architecture());
        return layout().environment(instance, id);
    }

    /** Tells when an environment was made with other settings than those of the present configuration. */
    public void warnOfChanges(InstanceDefinition instance, EnvironmentId id, Journal journal) {
        if (environments.outdated(instance, id)) {
            journal.warning("Environment " + id + " was made with another mirror, other components or modules than are"
                    + " configured now: make it again with fatbuildrctl images env-create --force");
        }
    }

    /** Until it is closed by this thread, nobody replaces the image or an environment in it. */
    public Use use(InstanceDefinition instance, String format) throws InterruptedException {
        return tools.locks().use(layout().image(instance, format))::close;
    }

    /** A use of an image. */
    public interface Use extends AutoCloseable {
        @Override
        void close();
    }

    public void createImage(InstanceDefinition instance, String format, boolean force, Journal journal)
            throws InterruptedException {
        images.create(instance, format, force, journal);
    }

    public void updateImage(InstanceDefinition instance, String format, Journal journal) throws InterruptedException {
        requireImage(instance, format);
        images.update(instance, format, journal);
    }

    /** {@code force} replaces an existing environment. */
    public void createEnvironment(InstanceDefinition instance, EnvironmentId id, boolean force, Journal journal)
            throws InterruptedException {
        known(instance, id);
        requireImage(instance, id.format());
        environments.create(instance, id, force, journal);
    }

    public void updateEnvironment(InstanceDefinition instance, EnvironmentId id, Journal journal)
            throws InterruptedException {
        known(instance, id);
        requireEnvironment(instance, id);
        environments.update(instance, id, journal);
    }

    /** An empty command opens a shell. */
    public void imageShell(
            InstanceDefinition instance, String format, String term, List<String> command, Journal journal)
            throws InterruptedException {
        requireImage(instance, format);
        shells.image(instance, format, term, command, journal);
    }

    /** An empty command opens a shell. */
    public void environmentShell(
            InstanceDefinition instance, EnvironmentId id, String term, List<String> command, Journal journal)
            throws InterruptedException {
        known(instance, id);
        requireEnvironment(instance, id);
        shells.environment(instance, id, term, command, journal);
    }

    /** The environments that the instance's distributions of a format ask for, each once. */
    public static List<EnvironmentId> environments(InstanceDefinition instance, String format) {
        List<EnvironmentId> ids = new ArrayList<>();
        instance.pipelines().distributions(format).stream()
                .flatMap(distribution -> distribution.environment().stream())
                .distinct()
                .forEach(environment -> instance.architectures()
                        .forEach(architecture -> ids.add(new EnvironmentId(format, environment, architecture))));
        return ids;
    }

    private static void known(InstanceDefinition instance, EnvironmentId id) {
        if (!environments(instance, id.format()).contains(id)) {
            throw FatbuildrException.notFound("Environment " + id.environment() + " for architecture "
                    + id.architecture() + " is not one of instance " + instance.id());
        }
    }

    /** Ends what a killed daemon left running in an instance's images, and removes its traces. Before any task. */
    public void recover(InstanceDefinition instance) throws InterruptedException {
        Path directory = layout().directory(instance);
        Leftovers.kill(directory);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            LayerStore.sweep(layout().layers(instance));
        } catch (IOException e) {
            throw ImageTools.failed("clean " + layout().layers(instance), e);
        }
        List<Path> traces = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, ".*")) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".cache-")) {
                    traces.add(entry);
                }
            }
            for (Path trace : traces) {
                FileTree.delete(trace);
            }
        } catch (IOException e) {
            throw ImageTools.failed("clean " + directory, e);
        }
    }
}
