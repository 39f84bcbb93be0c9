package fatbuildr.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import fatbuildr.archive.FileTree;
import fatbuildr.config.CommandTemplate;
import fatbuildr.container.Bind;
import fatbuildr.container.ContainerRun;
import fatbuildr.container.Root;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shells and single commands in images and environments, as root, with network (build.md sections 14.4 and 14.5). The
 * exit code of a shell tells nothing: it is that of the last command typed.
 */
final class ImageShells {
    private static final String LOGIN = "\"$(command -v bash || echo /bin/sh)\" -l; exit 0";
    private static final String IGNORING_ITS_CODE = "\"$@\"; exit 0";

    /** Where the command lies as a script, seen from the image and from the environment. */
    private static final String SCRIPT = "/run/fatbuildr/command";

    private final ImageTools tools;

    ImageShells(ImageTools tools) {
        this.tools = tools;
    }

    /** Changes of the image stay: nothing else runs in it meanwhile. */
    void image(InstanceDefinition instance, String format, String term, List<String> command, Journal journal)
            throws InterruptedException {
        Path image = tools.layout().image(instance, format);
        try (ImageLocks.Held _ = tools.locks().make(image);
                ImageLocks.Held _ = tools.locks().replace(image)) {
            List<String> words = command.isEmpty() ? List.of("/bin/sh", "-c", LOGIN) : command;
            run(instance, ContainerRun.administrative(new Root.InPlace(image), words), term, journal);
        }
    }

    /** Changes are thrown away at the end: the environment is what builds start from. */
    void environment(InstanceDefinition instance, EnvironmentId id, String term, List<String> command, Journal journal)
            throws InterruptedException {
        Path image = tools.layout().image(instance, id.format());
        Path script = null;
        try (ImageLocks.Held _ = tools.locks().use(image)) {
            String path = tools.layout().inside(id).toString();
            List<String> words = new ArrayList<>(List.of("sh", "-c", EnvironmentMaker.PREPARED, "sh", path));
            List<Bind> binds = new ArrayList<>();
            if (command.isEmpty()) {
                words.addAll(List.of("sh", "-c", IGNORING_ITS_CODE, "sh"));
                words.addAll(rendered(
                        id, "shell_cmd", tools.layout().format(id.format()).shellCommand()));
            } else {
                words.addAll(rendered(
                        id, "exec_cmd", tools.layout().format(id.format()).execCommand()));
                if (tools.layout().format(id.format()).execTmpfile()) {
                    script = script(tools.layout().directory(instance), command);
                    binds.add(Bind.readOnly(script, SCRIPT));
                    binds.add(Bind.readOnly(script, path + SCRIPT));
                    words.add(SCRIPT);
                } else {
                    words.addAll(command);
                }
            }
            ContainerRun run = ContainerRun.administrative(new Root.Throwaway(image), words)
                    .bind(binds);
            run(instance, run, term, journal);
        } catch (IOException e) {
            throw ImageTools.failed("prepare a shell in environment " + id, e);
        } finally {
            remove(script);
        }
    }

    private List<String> rendered(EnvironmentId id, String option, Optional<CommandTemplate> command) {
        String name = "[format:" + id.format() + "] " + option;
        CommandTemplate template = command.orElseThrow(
                () -> FatbuildrException.invalid(name + " is not set: the format has no shells in build environments"));
        return tools.renderer()
                .render(
                        name,
                        template,
                        EnvironmentMaker.variables(
                                id, tools.layout().inside(id), tools.layout().inside(id)));
    }

    /** With the words as they are, whatever characters they hold. */
    private static Path script(Path directory, List<String> command) throws IOException {
        StringBuilder text = new StringBuilder("exec");
        for (String word : command) {
            text.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        Path script = Files.createTempFile(directory, ".", ".command");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.writeString(script, text.append('\n'), UTF_8);
    }

    private static void remove(@Nullable Path script) {
        if (script != null) {
            try {
                FileTree.delete(script);
            } catch (IOException e) {
                throw ImageTools.failed("remove " + script, e);
            }
        }
    }

    private void run(InstanceDefinition instance, ContainerRun shell, String term, Journal journal)
            throws InterruptedException {
        ContainerRun run = shell.env("TERM", term);
        for (Map.Entry<String, String> proxy : tools.proxies().entrySet()) {
            run = run.env(proxy.getKey(), proxy.getValue());
        }
        tools.containers().run(run, ImageTools.mark(tools.layout().directory(instance)), journal);
    }
}
