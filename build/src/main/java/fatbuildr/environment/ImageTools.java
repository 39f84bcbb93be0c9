package fatbuildr.environment;

import fatbuildr.archive.FileTree;
import fatbuildr.config.CommandTemplate;
import fatbuildr.config.Settings;
import fatbuildr.container.ContainerRunner;
import fatbuildr.container.Root;
import fatbuildr.container.TaskMark;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import fatbuildr.template.CommandRenderer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What making images, environments and layers has in common.
 *
 * @param proxies variables that name this machine's proxies, for commands that use the network
 */
record ImageTools(
        Settings settings,
        ImageLayout layout,
        CommandRenderer renderer,
        ContainerRunner containers,
        ProcessRunner processes,
        ImageLocks locks,
        MirrorChoice mirrors,
        Map<String, String> proxies) {
    private static final List<String> PROXIES =
            List.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    static Map<String, String> proxiesOf(Map<String, String> environment) {
        Map<String, String> proxies = new TreeMap<>(environment);
        proxies.keySet().retainAll(PROXIES);
        return proxies;
    }

    /** Commands that install packages ask nothing. */
    Map<String, String> installing() {
        Map<String, String> variables = new TreeMap<>(proxies);
        variables.put("DEBIAN_FRONTEND", "noninteractive");
        return variables;
    }

    /** Containers of images have no task directory: their scratch lies beside the image. */
    static TaskMark mark(Path directory) {
        return new TaskMark("images", directory);
    }

    List<List<String>> render(String option, List<CommandTemplate> commands, Map<String, ?> variables) {
        List<List<String>> rendered = new ArrayList<>();
        for (CommandTemplate command : commands) {
            rendered.add(renderer.render(option, command, variables));
        }
        return rendered;
    }

    /** Runs on this machine, with the image directory in the mark. */
    void runHere(List<String> words, Path directory, Journal journal) throws InterruptedException {
        Command command = mark(directory).on(Command.of(words));
        for (Map.Entry<String, String> variable : installing().entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        processes.run(command, journal);
    }

    /**
     * Brings a complete directory to its final name, in place of an older one; all of it is on the disk before. There is
     * always one or the other, but for a moment where the file system cannot exchange names.
     */
    void install(Path made, Path target, Path image, Journal journal) throws InterruptedException, IOException {
        processes.run(Command.of("sync", "-f", made.toString()), journal);
        Path old = made;
        try (ImageLocks.Held _ = locks.replace(image)) {
            if (!NameExchange.between(made, target)) {
                old = temporary(target);
                if (Files.exists(target)) {
                    Files.move(target, old);
                }
                Files.move(made, target);
            }
        }
        FileTree.delete(old);
    }

    /**
     * A copy that shares the files by hard links, and so takes little time and no room. Neither may be written to: what
     * runs on it does so with {@link Root.Recorded}. Between file systems it is a real copy.
     */
    void share(Path root, Path copy, Journal journal) throws InterruptedException, IOException {
        Path real = root.toRealPath();
        Path directory = Optional.ofNullable(copy.getParent()).orElseThrow();
        boolean linked = Files.getFileStore(real).equals(Files.getFileStore(directory));
        processes.run(
                Command.of("cp", "-a", linked ? "--link" : "--reflink=auto", "--", real.toString(), copy.toString()),
                journal);
    }

    /** A new name beside the target, which {@link #sweep} recognises. */
    static Path temporary(Path target) {
        return target.resolveSibling(prefix(target) + Long.toHexString(System.nanoTime()));
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".part-";
    }

    /** Removes what an interrupted making of the target left; to be called by who makes it now. */
    static void sweep(Path target) throws IOException {
        Path parent = Optional.ofNullable(target.getParent()).orElseThrow();
        if (!Files.isDirectory(parent)) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                parent, entry -> String.valueOf(entry.getFileName()).startsWith(prefix(target)))) {
            entries.forEach(found::add);
        }
        for (Path part : found) {
            FileTree.delete(part);
        }
    }

    static FatbuildrException failed(String what, IOException e) {
        return FatbuildrException.external("Cannot " + what + ": " + FileTree.reason(e), e);
    }
}
