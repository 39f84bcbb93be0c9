package fatbuildr.e2e;

import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code fatbuildrweb} as the service's own account, which may not look where the tree under test is: it gets a copy. */
public final class WebProgram implements AutoCloseable {
    private final Path place;
    private final Process process;
    private final String url;

    private WebProgram(Path place, Process process, String url) {
        this.place = place;
        this.process = process;
        this.url = url;
    }

    /** A directory for the data of a site that other users may look at. */
    public static Path openDirectory(String name) throws IOException {
        Path directory = Files.createTempDirectory("fatbuildr-" + name + "-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory;
    }

    /** Returns when it is ready. */
    public static WebProgram start(Site site, PrivateBus bus, String... options)
            throws IOException, InterruptedException {
        Path place = openDirectory("program");
        Command.run(place, "cp", "-a", Site.TREE.toString(), "tree").succeeded();
        Path tree = place.resolve("tree");
        Path configuration = place.resolve("fatbuildr.ini");
        Files.writeString(
                configuration,
                Files.readString(site.directory.resolve("fatbuildr.ini"))
                        .replace(Site.TREE.toString(), tree.toString()));
        Path run = Files.createDirectory(place.resolve("run"));
        // As tmpfiles.d makes it.
        Path uploads = site.directory.resolve("workspaces/.web-uploads");
        Files.createDirectories(
                uploads, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Command.run(place, "chown", String.valueOf(PrivateBus.SERVICE), run.toString(), uploads.toString())
                .succeeded();
        List<String> line = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                String.valueOf(PrivateBus.SERVICE),
                "--regid",
                String.valueOf(PrivateBus.SERVICE),
                // The group of console sockets here: that of the daemon, which its unit calls fatbuildr.
                "--groups",
                "0",
                "--no-new-privs",
                "--bounding-set=-all",
                tree.resolve("libexec/fatbuildrweb").toString(),
                "--vendor-config",
                tree.resolve("share/fatbuildr.ini").toString(),
                "--site-config",
                configuration.toString(),
                "--ready-file",
                run.resolve("ready").toString()));
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("log").toFile());
        Map<String, String> environment = builder.environment();
        environment.putAll(bus.environment());
        Process process = builder.start();
        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        while (!Files.exists(run.resolve("ready"))) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                process.destroyForcibly();
                throw new AssertionError("fatbuildrweb did not start: " + Files.readString(place.resolve("log")));
            }
            Thread.sleep(20);
        }
        return new WebProgram(
                place, process, Files.readString(run.resolve("ready")).strip());
    }

    public String url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public String log() throws IOException {
        return Files.readString(place.resolve("log"));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        Command.run(Path.of("/"), "rm", "-rf", place.toString()).succeeded();
    }
}
