package fatbuildr.bench;

import fatbuildr.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The same work done by the repository tools installed on this machine: signed, one suite, one component. */
final class Peers {
    private final Path work;
    private final Path debs;

    Peers(Path work, Path debs) {
        this.work = work;
        this.debs = debs;
    }

    static boolean installed(String program) {
        return Command.run(Path.of("/"), "sh", "-c", "command -v " + program).exit() == 0;
    }

    /** Adding all packages and publishing, then adding and publishing one more. */
    void aptly(String metric, Path extra, Consumer<Figure> figures) throws IOException, InterruptedException {
        Path root = fresh("aptly");
        Files.writeString(root.resolve("aptly.conf"), "{\"rootDir\": \"" + root + "\", \"gpgProvider\": \"gpg\"}\n");
        makeKey();
        aptly(root, "repo", "create", "-distribution=bench", "-component=main", "bench");
        double all = Stopwatch.seconds(() -> {
            aptly(root, "repo", "add", "bench", debs.toString());
            aptly(root, "publish", "repo", "-batch", "-architectures=amd64", "bench");
        });
        figures.accept(new Figure("ingest-" + metric + "-aptly", all, "s"));
        double one = Stopwatch.seconds(() -> {
            aptly(root, "repo", "add", "bench", extra.toString());
            aptly(root, "publish", "update", "-batch", "bench");
        });
        figures.accept(new Figure("publish-" + metric + "-aptly", one, "s"));
    }

    void reprepro(String metric, Path extra, Consumer<Figure> figures) throws IOException, InterruptedException {
        Path root = fresh("reprepro");
        Files.createDirectories(root.resolve("conf"));
        Files.writeString(root.resolve("conf/distributions"), """
                Codename: bench
                Components: main
                Architectures: amd64
                SignWith: yes
                """);
        makeKey();
        List<String> include = new ArrayList<>(List.of("reprepro", "-b", root.toString(), "includedeb", "bench"));
        // As many at a time as a command line holds.
        double all = Stopwatch.seconds(() -> run(List.of(
                "sh", "-c", "find " + debs + " -name '*.deb' -print0 | xargs -0 " + String.join(" ", include))));
        figures.accept(new Figure("ingest-" + metric + "-reprepro", all, "s"));
        include.add(extra.toString());
        double one = Stopwatch.seconds(() -> run(include));
        figures.accept(new Figure("publish-" + metric + "-reprepro", one, "s"));
    }

    private void aptly(Path root, String... arguments) {
        List<String> line = new ArrayList<>(List.of("aptly", "-config=" + root.resolve("aptly.conf")));
        line.addAll(List.of(arguments));
        run(line);
    }

    private void makeKey() throws IOException {
        Path home = work.resolve("gnupg");
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home);
            Command.run(work, "chmod", "700", home.toString()).succeeded();
            run(List.of(
                    "gpg",
                    "--batch",
                    "--passphrase",
                    "",
                    "--quick-gen-key",
                    "Bench <bench@fatbuildr.invalid>",
                    "rsa4096"));
        }
    }

    private void run(List<String> line) {
        List<String> command = new ArrayList<>(List.of("env", "GNUPGHOME=" + work.resolve("gnupg"), "HOME=" + work));
        command.addAll(line);
        Command.run(work, command).succeeded();
    }

    private Path fresh(String name) throws IOException {
        Path root = work.resolve(name);
        Command.run(work, "rm", "-rf", root.toString()).succeeded();
        return Files.createDirectories(root);
    }
}
