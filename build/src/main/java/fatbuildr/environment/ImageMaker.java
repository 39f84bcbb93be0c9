package fatbuildr.environment;

import fatbuildr.archive.FileTree;
import fatbuildr.config.CommandTemplate;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.OverlayChanges;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.Architectures;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes and updates images (build.md sections 14.2 and 14.3). */
final class ImageMaker {
    private final ImageTools tools;
    private final HostMirror host;

    ImageMaker(ImageTools tools, HostMirror host) {
        this.tools = tools;
        this.host = host;
    }

    void create(InstanceDefinition instance, String format, boolean force, Journal journal)
            throws InterruptedException {
        Path image = tools.layout().image(instance, format);
        try (ImageLocks.Held _ = tools.locks().make(image)) {
            if (Files.exists(image)) {
                if (!force) {
                    throw FatbuildrException.conflict(
                            "Image " + format + " already exists in " + image + ", use force to create it again");
                }
                journal.warning("Image " + format + " is replaced: its build environments have to be created again");
            }
            Path definition = tools.layout().definition(format);
            if (!Files.isRegularFile(definition)) {
                throw FatbuildrException.notFound(
                        "Definition of image " + format + " is missing: there is no file " + definition);
            }
            journal.info("Creating image " + format + " for " + instance.name());
            make(instance, format, image, definition, journal);
        } catch (IOException e) {
            throw ImageTools.failed("create image " + image, e);
        }
    }

    private void make(InstanceDefinition instance, String format, Path image, Path definition, Journal journal)
            throws InterruptedException, IOException {
        Path directory = tools.layout().directory(instance);
        Files.createDirectories(directory);
        ImageTools.sweep(image);
        Path made = ImageTools.temporary(image);
        Path sourcesFile = Files.createTempFile(directory, ".", ".sources");
        Path skeleton = Files.createTempFile(directory, ".", ".skeleton.tar");
        try {
            new Skeleton(BuildAccount.BUILDER, tools.layout().format(format).imageCreateUseSysusersd()).write(skeleton);
            Map<String, Object> variables = variables(format, definition, made);
            variables.put("skeleton", skeleton.toString());
            List<AptSource> sources = List.of();
            if (uses("suite") || uses("sources")) {
                sources = host.sources(host.codename(), Architectures.toDeb(Architectures.host()));
                Files.writeString(sourcesFile, AptSource.file(sources));
                variables.put("suite", host.codename());
                variables.put("sources", sourcesFile);
            }
            if (uses("packages")) {
                variables.put("packages", String.join(",", ImageDefinition.packages(definition)));
            }
            tools.runHere(
                    tools.renderer()
                            .render(
                                    "[images] create_cmd",
                                    tools.settings().images().createCommand(),
                                    variables),
                    directory,
                    journal);
            if (!Files.isDirectory(made)) {
                throw FatbuildrException.external("[images] create_cmd succeeded but made no directory " + made);
            }
            RootFiles.finish(
                    made,
                    sources.stream()
                            .flatMap(source -> source.keyFiles().stream())
                            .toList());
            tools.install(made, image, image, journal);
        } finally {
            Files.deleteIfExists(sourcesFile);
            Files.deleteIfExists(skeleton);
            FileTree.delete(made);
        }
        journal.info("Image " + format + " is ready");
    }

    /** Whether the command asks for something: another tool may have its own way to know it. */
    private boolean uses(String variable) {
        return tools.settings().images().createCommand().words().stream()
                .anyMatch(word -> word.matches("(?s).*\\{[{%].*\\b" + variable + "\\b.*"));
    }

    private static Map<String, Object> variables(String format, Path definition, Path path) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("format", format);
        variables.put("definition", definition);
        variables.put("path", path);
        variables.put("user", BuildAccount.BUILDER.name());
        variables.put("group", BuildAccount.BUILDER.name());
        variables.put("uid", BuildAccount.BUILDER.id());
        variables.put("gid", BuildAccount.BUILDER.id());
        return variables;
    }

    /**
     * On a copy, which takes the image's place when all commands have succeeded; nothing else runs in the image meanwhile,
     * or environments that are made would be missing in the copy. It shares the files of the image and its
     * environments: room is needed for what changes, and time for a link to each file (a second for 50,000).
     */
    void update(InstanceDefinition instance, String format, Journal journal) throws InterruptedException {
        Path image = tools.layout().image(instance, format);
        try (ImageLocks.Held _ = tools.locks().make(image);
                ImageLocks.Held _ = tools.locks().replace(image)) {
            journal.info("Updating image " + format);
            ImageTools.sweep(image);
            Path directory = Files.createDirectory(ImageTools.temporary(image));
            try {
                Path made = directory.resolve("root");
                tools.share(image, made, journal);
                // No templates (config.md section 1.5): their words go as they are.
                for (CommandTemplate command : tools.layout().format(format).imageUpdateCommands()) {
                    change(made, command.words(), ImageTools.mark(tools.layout().directory(instance)), journal);
                }
                tools.install(made, image, image, journal);
            } finally {
                FileTree.delete(directory);
            }
        } catch (IOException e) {
            throw ImageTools.failed("update image " + image, e);
        }
        journal.info("Image " + format + " is up to date");
    }

    private void change(Path root, List<String> words, TaskMark mark, Journal journal)
            throws InterruptedException, IOException {
        Path changes = Files.createDirectory(root.resolveSibling("changes"));
        Path work = Files.createDirectory(root.resolveSibling("work"));
        Files.setPosixFilePermissions(changes, Files.getPosixFilePermissions(root));
        ContainerRun run = ContainerRun.administrative(new Root.Recorded(root, changes, work), words)
                .env(tools.installing());
        tools.containers().run(run, mark, journal);
        OverlayChanges.apply(changes, root);
        FileTree.delete(changes);
        FileTree.delete(work);
    }
}
