package fatbuildr.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's own apt with all its state in a private directory, knowing only the site's repository. */
public final class AptClient {
    private final Path directory;

    public AptClient(Site site, String name, String... components) {
        directory = site.directory.resolve("apt-" + name);
        try {
            for (String child : List.of(
                    "etc/apt.conf.d",
                    "etc/preferences.d",
                    "etc/sources.list.d",
                    "lists/partial",
                    "cache/archives/partial")) {
                Files.createDirectories(directory.resolve(child));
            }
            Files.writeString(directory.resolve("status"), "");
            Files.writeString(
                    directory.resolve("key.asc"), site.ctl("keyring", "export").succeeded());
            Files.writeString(directory.resolve("etc/sources.list.d/site.sources"), """
                    Types: deb deb-src
                    URIs: %s/deb
                    Suites: %s
                    Components: %s
                    Signed-By: %s
                    """.formatted(
                            site.uri(), Site.CODENAME, String.join(" ", components), directory.resolve("key.asc")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads the published files themselves instead of through the daemon. */
    public void readFrom(Path registry) throws IOException {
        writeSource("file:" + registry, "main");
    }

    private void writeSource(String uri, String... components) throws IOException {
        Files.writeString(directory.resolve("etc/sources.list.d/site.sources"), """
                Types: deb deb-src
                URIs: %s
                Suites: %s
                Components: %s
                Signed-By: %s
                """.formatted(
                        uri, Site.CODENAME, String.join(" ", components), directory.resolve("key.asc")));
    }

    public Path directory() {
        return directory;
    }

    public Command apt(String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                program,
                "-o",
                "Dir::Etc=" + directory.resolve("etc"),
                "-o",
                "Dir::State::lists=" + directory.resolve("lists"),
                "-o",
                "Dir::State::status=" + directory.resolve("status"),
                "-o",
                "Dir::Cache=" + directory.resolve("cache"),
                "-o",
                "APT::Sandbox::User=root",
                "-o",
                "APT::Get::List-Cleanup=true",
                "-o",
                "Acquire::Languages=none"));
        line.addAll(List.of(arguments));
        return Command.run(directory, line);
    }
}
