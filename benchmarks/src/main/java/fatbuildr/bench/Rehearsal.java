package fatbuildr.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server with one answer, in chunks: lets a benchmark's own code be compiled before it is to be fast. */
final class Rehearsal implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final List<byte[]> chunks;

    Rehearsal(List<byte[]> chunks) throws IOException {
        this.chunks = chunks;
        Thread.ofVirtual().start(this::serve);
    }

    URI address() {
        return URI.create("http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
    }

    private void serve() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> answer(client));
            }
        } catch (IOException closed) {
            // The rehearsal is over.
        }
    }

    private void answer(Socket client) {
        try (client) {
            write(client, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n");
            for (byte[] chunk : chunks) {
                write(client, Integer.toHexString(chunk.length) + "\r\n");
                client.getOutputStream().write(chunk);
                write(client, "\r\n");
            }
            write(client, "0\r\n\r\n");
        } catch (IOException gone) {
            // It has what it wanted.
        }
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
