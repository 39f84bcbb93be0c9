package fatbuildr.e2e;

import static java.util.Objects.requireNonNull;

import fatbuildr.testbus.PrivateBus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An installation of the assembled programs with all its data in one directory: the daemon as its own process, driven
 * by the command line client. Images and environments are made once and shared by all sites of a process.
 */
public final class Site implements AutoCloseable {
    public static final String INSTANCE = "e2e";
    public static final Path TREE =
            Path.of(System.getProperty("fatbuildr.tree")).normalize();
    private static final Path WORK = Path.of(System.getProperty("fatbuildr.work"));
    public static final Path EXAMPLES =
            Path.of(System.getProperty("fatbuildr.examples")).normalize();
    public static final String CODENAME = codename();

    public final Path directory;
    private final Path images;
    private final String extraConfiguration;
    private final Door door;
    private @Nullable Process daemon;
    private String address = "";
    private String token = "";

    private Site(Path directory, Path images, String extraConfiguration, Door door) {
        this.directory = directory;
        this.images = images;
        this.extraConfiguration = extraConfiguration;
        this.door = door;
    }

    /**
     * The way in.
     *
     * @param options of the daemon
     * @param environment variables of daemon and clients
     */
    private record Door(List<String> options, Map<String, String> environment) {
        static final Door HTTP =
                new Door(List.of(), Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + WORK.resolve("no-bus")));

        static Door of(PrivateBus bus) {
            return new Door(List.of("--no-http"), bus.environment());
        }

        static Door both(PrivateBus bus) {
            return new Door(List.of(), bus.environment());
        }
    }

    /** A fresh, running site with a keyring. */
    public static Site start(String name) {
        return start(name, "");
    }

    public static Site start(String name, String extraConfiguration) {
        return start(name, WORK.resolve("images"), extraConfiguration, Door.HTTP);
    }

    /** A fresh, running site with a keyring, reached over that bus alone. */
    public static Site startOnBus(String name, PrivateBus bus) {
        return start(name, WORK.resolve("images"), "", Door.of(bus));
    }

    /**
     * A fresh, running site with a keyring, reached over HTTP and that bus.
     *
     * @param directory for its data, where other users may look
     */
    public static Site startOpen(Path directory, PrivateBus bus) {
        Site site = new Site(directory, WORK.resolve("images"), "", Door.both(bus));
        site.configure();
        site.startDaemon();
        site.ctl("keyring", "create").succeeded();
        return site;
    }

    /** Lets clients use another server of this site from now on. */
    public void use(String server) {
        address = server;
        saveToken();
    }

    /** A site whose images no other one uses, with a deb image and no build environment. */
    public static Site startApart(String name, String extraConfiguration) {
        Site site = start(name, WORK.resolve(name).resolve("images"), extraConfiguration, Door.HTTP);
        Path own = site.images.resolve(INSTANCE);
        if (SharedImages.copyTo(own)) {
            Command.run(own, "sh", "-c", "rm -rf deb.img/var/cache/pbuilder/*").succeeded();
        } else {
            site.ctl("images", "create", "--format", "deb").succeeded();
        }
        return site;
    }

    private static Site start(String name, Path images, String extraConfiguration, Door door) {
        Site site = prepare(name, images, extraConfiguration, door);
        site.startDaemon();
        site.ctl("keyring", "create").succeeded();
        return site;
    }

    /** A site whose daemon others start, with {@link #daemonLine}. */
    public static Site prepare(String name) {
        return prepare(name, WORK.resolve("images"), "", Door.HTTP);
    }

    private static Site prepare(String name, Path images, String extraConfiguration, Door door) {
        Path directory = WORK.resolve(name);
        Command.run(Path.of("/"), "rm", "-rf", directory.toString()).succeeded();
        Site site = new Site(directory, images, extraConfiguration, door);
        site.configure();
        return site;
    }

    /** Makes the deb image and the build environment unless an earlier site of this checkout left them. */
    public Site withEnvironment() {
        if (!Files.isDirectory(environment())) {
            Path own = WORK.resolve("images").resolve(INSTANCE);
            SharedImages.provide(own, () -> {
                if (!Files.isDirectory(own.resolve("deb.img"))) {
                    ctl("images", "create", "--format", "deb").succeeded();
                }
                ctl("images", "env-create", "--distribution", CODENAME).succeeded();
            });
        }
        return this;
    }

    /** A place for what is made once for all runs. */
    public static Path shared(String name) {
        return WORK.resolve(name);
    }

    public static Path environment() {
        return WORK.resolve("images")
                .resolve(INSTANCE)
                .resolve("deb.img/var/cache/pbuilder/fatbuildr-" + CODENAME + "-amd64");
    }

    private void configure() {
        try {
            for (String child : List.of("instances.d", "registry", "cache", "tmp", "workspaces", "keyring", "tokens")) {
                Files.createDirectories(directory.resolve(child));
            }
            Files.createDirectories(images);
            Files.writeString(
                    directory.resolve("fatbuildr.ini"), """
                    [dirs]
                    instances = %1$s/instances.d
                    registry = %1$s/registry
                    cache = %1$s/cache
                    tmp = %1$s/tmp
                    [web]
                    port = 0
                    vendor_policy = %3$s/share/web/policy.acl
                    policy = %1$s/policy.acl
                    vendor_templates = %3$s/share/web/templates
                    static = %3$s/share/web/static
                    [images]
                    storage = %2$s
                    defs = %3$s/share/images
                    [keyring]
                    storage = %1$s/keyring
                    [tokens]
                    storage = %1$s/tokens
                    [tasks]
                    workspaces = %1$s/workspaces
                    %4$s
                    """.formatted(directory, images, TREE, extraConfiguration));
            Files.writeString(
                    directory.resolve("preferences.ini"), "[prefs]\ntokens = " + directory + "/tokens-of-client\n");
            Files.writeString(directory.resolve("instances.d").resolve(INSTANCE + ".yml"), """
                    name: End-to-end
                    gpg:
                      name: End-to-end
                      email: e2e@fatbuildr.invalid
                    formats:
                      deb:
                        - name: %1$s
                          env: %1$s
                          tag: deb12
                    derivatives:
                      next: {}
                    """.formatted(CODENAME));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void startDaemon() {
        launch();
        if (!address.startsWith("dbus:")) {
            saveToken();
        }
    }

    /** Starts the daemon and returns when it is ready. */
    public void launch() {
        Path ready = directory.resolve("ready");
        try {
            Files.deleteIfExists(ready);
            List<String> line = daemonLine("--ready-file", ready.toString());
            line.addAll(door.options());
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("daemon.log").toFile()));
            builder.environment().putAll(door.environment());
            Process started = builder.start();
            Instant limit = Instant.now().plus(Duration.ofSeconds(30));
            while (!Files.exists(ready) || Files.size(ready) == 0) {
                if (!started.isAlive() || Instant.now().isAfter(limit)) {
                    throw new AssertionError("the daemon did not start, its log: " + log());
                }
                Thread.sleep(20);
            }
            daemon = started;
            address = Files.readString(ready).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The daemon's command line. */
    public List<String> daemonLine(String... options) {
        List<String> line = new ArrayList<>(List.of(
                TREE.resolve("libexec/fatbuildrd").toString(),
                "--vendor-config",
                TREE.resolve("share/fatbuildr.ini").toString(),
                "--site-config",
                directory.resolve("fatbuildr.ini").toString()));
        line.addAll(List.of(options));
        return line;
    }

    /** A token for root, as an administrator on the machine gets one; the client's store goes by address. */
    private void saveToken() {
        token = Command.run(directory, daemonLine("--generate-token", INSTANCE, "--user", "root"))
                .succeeded()
                .strip();
        Command.runWith(directory, token, ctlLine("tokens", "save")).succeeded();
    }

    public String log() {
        try {
            return Files.readString(directory.resolve("daemon.log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Base address of the server. */
    public String server() {
        return address;
    }

    /** Base address of the instance. */
    public String uri() {
        return address + "/" + INSTANCE;
    }

    /** What proves to the server that a request comes from root. */
    public String token() {
        return token;
    }

    public Path registry() {
        return directory.resolve("registry").resolve(INSTANCE).resolve("deb");
    }

    public Command ctl(String... arguments) {
        return Command.runWith(directory, "", door.environment(), ctlLine(arguments));
    }

    /** Variables that clients need to reach the daemon. */
    public Map<String, String> variables() {
        return door.environment();
    }

    public List<String> ctlLine(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                TREE.resolve("bin/fatbuildrctl").toString(),
                "--preferences",
                directory.resolve("preferences.ini").toString(),
                "--uri",
                uri()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Builds an artifact and waits for the task's end. */
    public Command build(Path basedir, String artifact, String message, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "build",
                "--artifact",
                artifact,
                "--distribution",
                CODENAME,
                "--basedir",
                basedir.toString(),
                "--name",
                "Ada Tester",
                "--email",
                "ada@fatbuildr.invalid",
                "--msg",
                message));
        line.addAll(List.of(more));
        return ctl(line.toArray(String[]::new));
    }

    public Command buildGreeting(String message, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--sources");
        arguments.add(EXAMPLES.resolve("sources/greeting").toString());
        return build(EXAMPLES.resolve("artifacts"), "greeting", message, arguments.toArray(String[]::new));
    }

    /** Packs the definition of the greeting as a build request wants it. */
    public Path packedGreeting() {
        Path tarball = directory.resolve("definition.tar.xz");
        Command.run(EXAMPLES.resolve("artifacts/greeting"), "tar", "-cJf", tarball.toString(), ".")
                .succeeded();
        return tarball;
    }

    /**
     * What curl needs to post a build request for the greeting as root, but for the address and sources.
     *
     * @param tarball of the definition
     * @param other fields that are not as usual
     */
    public List<String> buildRequest(Path tarball, Map<String, String> other) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("format", "deb");
        fields.put("distribution", CODENAME);
        fields.put("architectures", "x86_64");
        fields.put("derivative", "main");
        fields.put("artifact", "greeting");
        fields.put("user_name", "Ada Tester");
        fields.put("user_email", "ada@fatbuildr.invalid");
        fields.put("message", "Test");
        fields.putAll(other);
        List<String> options = new ArrayList<>(List.of("-H", "Authorization: Bearer " + token));
        fields.forEach((name, value) -> options.addAll(List.of("--form-string", name + "=" + value)));
        options.addAll(List.of("-F", "tarball=@" + tarball + ";filename=fatbuildr-artifact.tar.xz"));
        return options;
    }

    /** Ends the daemon at once, as a power cut would. */
    public void kill() {
        running().destroyForcibly().onExit().join();
    }

    public void stop() {
        running().destroy();
        running().onExit().join();
    }

    private Process running() {
        return requireNonNull(daemon, "not started");
    }

    public long pid() {
        return running().pid();
    }

    @Override
    public void close() {
        if (daemon != null) {
            stop();
        }
    }

    private static String codename() {
        return Command.run(Path.of("/"), "sh", "-c", ". /etc/os-release && echo $VERSION_CODENAME")
                .succeeded()
                .strip();
    }
}
