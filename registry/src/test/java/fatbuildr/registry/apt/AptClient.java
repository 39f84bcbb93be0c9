package fatbuildr.registry.apt;

import com.sun.net.httpserver.HttpServer;
import fatbuildr.registry.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The real apt with a root of its own, and a loopback server of plain files for it. */
final class AptClient implements AutoCloseable {
    private final Path root;
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    AptClient(Path root, Path repository, byte[] key, String sources) throws IOException {
        this.root = root;
        for (String directory : List.of(
                "etc/apt/preferences.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial")) {
            Files.createDirectories(root.resolve(directory));
        }
        Files.writeString(root.resolve("var/lib/dpkg/status"), "");
        Files.write(root.resolve("key.gpg"), key);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = repository.resolve(exchange.getRequestURI().getPath().substring(1));
            requests.add(exchange.getRequestURI().getPath());
            try (exchange) {
                if (Files.isRegularFile(file)) {
                    byte[] content = Files.readAllBytes(file);
                    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                    exchange.getResponseBody().write(content);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
        Files.writeString(
                root.resolve("etc/apt/sources.list"),
                sources.replace(
                        "URL",
                        "[signed-by=" + root.resolve("key.gpg") + "] http://127.0.0.1:"
                                + server.getAddress().getPort()));
    }

    List<String> requests() {
        return requests;
    }

    String run(String tool, String... arguments) {
        return Command.run(root, command(tool, arguments));
    }

    Command.Outcome outcome(String tool, String... arguments) {
        return Command.outcome(root, "", command(tool, arguments));
    }

    /** The text of the lists apt made of what it downloaded. */
    String lists(String suffix) {
        try (Stream<Path> files = Files.list(root.resolve("var/lib/apt/lists"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(suffix)).sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String[] command(String tool, String... arguments) {
        List<String> options = List.of(
                "Dir=" + root,
                "Dir::State::status=" + root.resolve("var/lib/dpkg/status"),
                "APT::Architecture=amd64",
                "APT::Architectures::=amd64",
                "APT::Sandbox::User=root",
                "Acquire::GzipIndexes=false",
                "Acquire::Languages=none",
                "APT::Update::Error-Mode=any");
        return Stream.of(
                        Stream.of(tool),
                        options.stream().flatMap(option -> Stream.of("-o", option)),
                        Stream.of(arguments))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }
}
