package fatbuildr.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection that asks for pages as fast as they come: costs the machine as little as can be. */
final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream input;
    private final String host;
    private boolean inChunk;

    HttpConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream(), 1 << 13);
        host = server.getRawAuthority();
    }

    void ask(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the head of the answer, which must be a good one, and answers the length of the body, -1 for chunks. */
    long head() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the server answered " + status);
        }
        long length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
        }
        return length;
    }

    /** Asks and throws the body away. */
    void get(String path) throws IOException {
        ask(path);
        long length = head();
        if (length >= 0) {
            input.skipNBytes(length);
            return;
        }
        for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            // Thrown away.
        }
    }

    /** The next chunk of the body as soon as it is there, empty at its end. */
    byte[] chunk() throws IOException {
        // The server sends the end of a chunk's line together with the next chunk.
        if (inChunk && !line().isEmpty()) {
            throw new EOFException("the answer broke off");
        }
        int size = Integer.parseInt(line(), 16);
        byte[] chunk = input.readNBytes(size);
        inChunk = size > 0;
        if (chunk.length < size || (!inChunk && !line().isEmpty())) {
            throw new EOFException("the answer broke off");
        }
        return chunk;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
