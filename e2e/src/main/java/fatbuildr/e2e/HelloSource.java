package fatbuildr.e2e;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** GNU hello as Debian publishes it, its source archive served on loopback, as an artifact definition. */
public final class HelloSource implements AutoCloseable {
    private final Path directory;
    private final HttpServer server;
    private final Path tarball;
    private final Path packaging;

    private HelloSource(Path directory, Path tarball, Path packaging, HttpServer server) {
        this.directory = directory;
        this.tarball = tarball;
        this.packaging = packaging;
        this.server = server;
    }

    /** Fetches the source package with the machine's apt, once per checkout. */
    public static HelloSource open(Path work) {
        try {
            Path directory = work.resolve("hello").toAbsolutePath();
            if (find(directory, ".dsc").isEmpty()) {
                download(directory);
            }
            Path files = Files.createDirectories(directory.resolve("served"));
            Path original = find(directory, ".orig.tar.gz").orElseThrow();
            String version = original.getFileName().toString().replaceAll("hello_(.*)\\.orig.*", "$1");
            Path tarball = files.resolve("hello-" + version + ".tar.gz");
            if (!Files.exists(tarball)) {
                Files.copy(original, tarball);
            }
            HttpServer server = SimpleFileServer.createFileServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    files,
                    SimpleFileServer.OutputLevel.NONE);
            server.start();
            return new HelloSource(
                    directory, tarball, find(directory, ".debian.tar.xz").orElseThrow(), server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void download(Path directory) throws IOException {
        for (String child :
                new String[] {"etc/sources.list.d", "etc/apt.conf.d", "etc/preferences.d", "lists/partial"}) {
            Files.createDirectories(directory.resolve(child));
        }
        String sources = Command.run(
                        directory,
                        "apt-get",
                        "indextargets",
                        "--format",
                        "deb-src $(SITE) $(RELEASE) $(COMPONENT)",
                        "Release: " + Site.CODENAME,
                        "Created-By: Packages",
                        "Component: main")
                .succeeded();
        Files.writeString(
                directory.resolve("etc/sources.list"),
                sources.lines().findFirst().orElseThrow() + "\n");
        String[] options = {
            "-o",
            "Dir::Etc=" + directory.resolve("etc"),
            "-o",
            "Dir::State::lists=" + directory.resolve("lists"),
            "-o",
            "Dir::Etc::trustedparts=/etc/apt/trusted.gpg.d",
            "-o",
            "APT::Sandbox::User=root",
        };
        aptGet(directory, options, "update");
        aptGet(directory, options, "source", "--download-only", "hello");
    }

    private static void aptGet(Path directory, String[] options, String... arguments) {
        Command.run(
                        directory,
                        Stream.of(Stream.of("apt-get"), Stream.of(options), Stream.of(arguments))
                                .flatMap(part -> part)
                                .toList())
                .succeeded();
    }

    private static Optional<Path> find(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).findFirst();
        }
    }

    /** The upstream archive as it is served. */
    public Path tarball() {
        return tarball;
    }

    /** The control file of the source package, beside the files it lists. */
    public Path dsc() {
        try {
            return find(directory, ".dsc").orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Template of the archive's URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hello-{{ version }}.tar.gz";
    }

    public String version() {
        return tarball.getFileName().toString().replaceAll("hello-(.*)\\.tar\\.gz", "$1");
    }

    /** Writes the definition of artifact {@code hello} below {@code basedir}, replacing what is there. */
    public Path writeDefinition(Path basedir) {
        try {
            Path definition = basedir.resolve("hello");
            Command.run(directory, "rm", "-rf", definition.toString()).succeeded();
            Files.createDirectories(definition);
            Command.run(definition, "tar", "-xf", packaging.toString()).succeeded();
            Files.move(definition.resolve("debian"), definition.resolve("deb"));
            Command.run(definition, "rm", "-rf", "deb/patches", "deb/changelog", "deb/upstream", "deb/watch")
                    .succeeded();
            Files.writeString(definition.resolve("artifact.yml"), """
                    source: http://127.0.0.1:%d/hello-{{ version }}.tar.gz
                    derivatives:
                      main: %2$s
                      next: %2$s
                    checksums:
                      %2$s:
                        sha256: %3$s
                    deb:
                      release: 1
                    """.formatted(
                            server.getAddress().getPort(), version(), sha256(tarball)));
            return definition;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
