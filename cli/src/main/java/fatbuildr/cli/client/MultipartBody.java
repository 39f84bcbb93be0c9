package fatbuildr.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code multipart/form-data} body of known length, files streamed from disk. File parts carry a file name but no
 * content type, as servers of this interface expect (http-api.md section 7.1).
 */
final class MultipartBody {
    private final String boundary;
    private final List<BodyPublisher> parts = new ArrayList<>();

    MultipartBody(String boundary) {
        this.boundary = boundary;
    }

    MultipartBody field(String name, String value) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"\r\n\r\n" + value
                + "\r\n");
        return this;
    }

    MultipartBody file(String name, Path file) {
        String fileName = String.valueOf(file.getFileName());
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"; filename=\""
                + quoted(fileName) + "\"\r\n\r\n");
        try {
            parts.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw Failure.runtime("unable to read " + file, e);
        }
        text("\r\n");
        return this;
    }

    /** The whole body; nothing may be added afterwards. */
    BodyPublisher publisher() {
        text("--" + boundary + "--\r\n");
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    private void text(String text) {
        parts.add(BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Quoting of names as browsers do it. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
