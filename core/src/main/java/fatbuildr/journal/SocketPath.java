package fatbuildr.journal;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place of a console socket. The kernel takes short paths only: a longer one is reached through a link. */
public record SocketPath(Path path) {
    /** In bytes. The kernel would take one more, the JDK does not. */
    private static final int LONGEST = 106;

    /** Binds to an address, or connects to it. */
    public interface Use {
        void at(UnixDomainSocketAddress address) throws IOException;
    }

    public void use(Use use) throws IOException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            use.at(UnixDomainSocketAddress.of(path));
            return;
        }
        Path directory = Files.createTempDirectory("fatbuildr-console");
        Path link = directory.resolve("task");
        try {
            Files.createSymbolicLink(link, path.toAbsolutePath().getParent());
            use.at(UnixDomainSocketAddress.of(link.resolve(path.getFileName())));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(directory);
        }
    }
}
