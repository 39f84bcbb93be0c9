package fatbuildr.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.journal.MessageEncoder;
import fatbuildr.journal.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console of a task on the same machine. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SocketConsoleTest {
    private static final ConsoleMessage HELLO = new ConsoleMessage.Log(LogLevel.INFO, "hello");

    @TempDir
    Path directory;

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        return server;
    }

    @Test
    void messagesGoBothWaysAtOnce() throws Exception {
        try (ServerSocketChannel server = listen();
                SocketConsole console = SocketConsole.connect(directory.resolve("s"));
                SocketChannel accepted = server.accept()) {
            CompletableFuture<Optional<ConsoleMessage>> read = CompletableFuture.supplyAsync(console::read);
            Thread.sleep(100);
            ConsoleMessage size = new ConsoleMessage.WindowSize(40, 132);
            console.send(size);
            ByteBuffer sent = ByteBuffer.allocate(12);
            while (sent.hasRemaining() && accepted.read(sent) >= 0) {
                Thread.onSpinWait();
            }
            assertThat(sent.flip()).isEqualTo(ByteBuffer.wrap(MessageEncoder.encode(size)));
            accepted.write(ByteBuffer.wrap(MessageEncoder.encode(HELLO)));
            assertThat(read.get(5, TimeUnit.SECONDS)).contains(HELLO);
            accepted.shutdownOutput();
            assertThat(console.read()).isEmpty();
        }
    }

    /** The kernel takes 107 bytes. */
    @Test
    void aLongPathIsReached() throws Exception {
        Path deep = Files.createDirectories(directory.resolve("instance-".repeat(14)));
        Path socket = deep.resolve("console.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            new SocketPath(socket).use(server::bind);
            try (SocketConsole console = SocketConsole.connect(socket);
                    SocketChannel accepted = server.accept()) {
                accepted.write(ByteBuffer.wrap(MessageEncoder.encode(HELLO)));
                assertThat(console.read()).contains(HELLO);
            }
        }
    }

    @Test
    @SuppressWarnings("try") // it is closed under the reader
    void closingEndsTheReading() throws Exception {
        try (ServerSocketChannel server = listen();
                SocketConsole console = SocketConsole.connect(directory.resolve("s"));
                SocketChannel _ = server.accept()) {
            CompletableFuture<Optional<ConsoleMessage>> read = CompletableFuture.supplyAsync(console::read);
            Thread.sleep(100);
            console.close();
            assertThat(read.get(5, TimeUnit.SECONDS)).isEmpty();
            assertThatThrownBy(() -> console.send(HELLO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAbsentConsoleIsAnErrorInOneLine() throws IOException {
        for (Path path : new Path[] {directory.resolve("none"), Files.writeString(directory.resolve("file"), "x")}) {
            assertThatThrownBy(() -> SocketConsole.connect(path))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.text())
                                    .startsWith("unable to connect to the console " + path + ": ")
                                    .doesNotContain("\n"));
        }
    }
}
