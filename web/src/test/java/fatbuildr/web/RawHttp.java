package fatbuildr.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HTTP by hand, byte for byte: no client library tidies up what is sent or what comes. */
final class RawHttp {
    private RawHttp() {}

    /** The body is ISO 8859-1: one character a byte. */
    record Reply(int status, List<String> headers, String body, boolean complete) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    static String request(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return request.append("Connection: close\r\n\r\n").append(body).toString();
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    static Reply exchange(int port, String request) {
        try (Socket socket = connect(port)) {
            send(socket, request);
            return read(socket.getInputStream(), !request.startsWith("HEAD "));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Reply read(InputStream input, boolean withBody) throws IOException {
        String statusLine = line(input);
        List<String> headers = new ArrayList<>();
        for (String line = line(input); !line.isEmpty(); line = line(input)) {
            headers.add(line);
        }
        Reply head = new Reply(Integer.parseInt(statusLine.split(" ", -1)[1]), headers, "", true);
        if (!withBody || head.status() == 304 || head.status() == 100) {
            return head;
        }
        if (head.header("Transfer-Encoding").filter("chunked"::equals).isPresent()) {
            return chunked(head, input);
        }
        Optional<Integer> length = head.header("Content-Length").map(Integer::valueOf);
        byte[] body = length.isPresent() ? input.readNBytes(length.get()) : input.readAllBytes();
        return new Reply(head.status(), headers, text(body), length.isEmpty() || length.get() == body.length);
    }

    private static Reply chunked(Reply head, InputStream input) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(input);
            if (size.isEmpty()) {
                return new Reply(head.status(), head.headers(), text(body.toByteArray()), false);
            }
            int length = Integer.parseInt(size, 16);
            body.write(input.readNBytes(length));
            line(input);
            if (length == 0) {
                return new Reply(head.status(), head.headers(), text(body.toByteArray()), true);
            }
        }
    }

    /** The next line without its end; empty at the end of the stream. */
    static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int value = input.read(); value >= 0 && value != '\n'; value = input.read()) {
            if (value != '\r') {
                line.write(value);
            }
        }
        return text(line.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
