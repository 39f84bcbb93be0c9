package fatbuildr.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A throw-away Debian root that knows the site's repository and key; every run starts from the same state. */
public final class CleanRoot {
    private final Path exchange;

    public CleanRoot(Site site) {
        exchange = site.directory.resolve("exchange");
        try {
            Files.createDirectories(exchange);
            Files.writeString(
                    exchange.resolve("key.asc"), site.ctl("keyring", "export").succeeded());
            Files.writeString(exchange.resolve("site.sources"), """
                    Types: deb deb-src
                    URIs: %s/deb
                    Suites: %s
                    Components: main next
                    Signed-By: /exchange/key.asc
                    """.formatted(site.uri(), Site.CODENAME));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a shell command as root after {@code apt-get update}; its output. */
    public String run(String command) {
        return Command.run(
                        exchange,
                        "systemd-nspawn",
                        "--quiet",
                        "--register=no",
                        "--keep-unit",
                        "--pipe",
                        "--volatile=overlay",
                        "--directory=" + Site.environment(),
                        "--bind-ro=" + exchange + ":/exchange",
                        "--setenv=DEBIAN_FRONTEND=noninteractive",
                        "/bin/sh",
                        "-c",
                        "cp /exchange/site.sources /etc/apt/sources.list.d/ && apt-get update -qq && " + command)
                .succeeded();
    }
}
