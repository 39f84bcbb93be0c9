package fatbuildr.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketPathTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {100, 105, 106, 107, 108, 109, 200})
    void socketsAreBoundAndFoundWhateverTheLengthOfTheirPath(int length) throws IOException {
        int rest = length - root.toString().length() - "//sock".length();
        Path path = Files.createDirectory(root.resolve("d".repeat(rest))).resolve("sock");
        assertThat(path.toString()).hasSize(length);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            new SocketPath(path).use(server::bind);
            assertThat(path).exists();
            new SocketPath(path).use(client::connect);
            assertThat(client.isConnected()).isTrue();
        }
    }
}
